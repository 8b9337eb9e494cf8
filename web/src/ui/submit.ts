/** A form or a button at work: one thing at a time, and in words what is wrong with it. */
import { ref, shallowRef, watch, type Ref } from "vue";

import { uuid7 } from "../model/index.ts";
import { sentence } from "../words/wrong.ts";

type Explain<Wrong> = (error: unknown) => Promise<Wrong | undefined>;

interface More<Wrong> {
  /** What is filled in: other words are another command, and make good what was wrong. */
  words?: Ref[];
  /** What to show for anything that was thrown; its sentence where nothing else is given. */
  explain?: Explain<Wrong>;
}

/** `act` gets the key of its command: the same words, sent again because no answer came, are done once. */
export function useSubmit<Wrong = string>(
  act: (key: string) => Promise<unknown>,
  { words = [], explain = sentence as Explain<Wrong> }: More<Wrong> = {},
) {
  const busy = ref(false);
  const wrong = shallowRef<Wrong>();
  let key = uuid7(Date.now());

  watch(words, () => {
    key = uuid7(Date.now());
    wrong.value = undefined;
  });

  async function submit(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    wrong.value = undefined;
    try {
      await act(key);
      key = uuid7(Date.now());
    } catch (error) {
      wrong.value = await explain(error);
    } finally {
      busy.value = false;
    }
  }

  return { busy, wrong, submit };
}
