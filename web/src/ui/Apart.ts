/** A sentence in which what people wrote stands apart: a name that reads from right to left turns nothing else. */
import { h, type FunctionalComponent } from "vue";

import { partsOf } from "../words/apart.ts";

const Apart: FunctionalComponent<{ text: string }> = ({ text }) =>
  partsOf(text).map((part) => (part.apart ? h("bdi", part.text) : part.text));

Apart.props = ["text"];
export default Apart;
