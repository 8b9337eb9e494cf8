/** Whether there is room for only one pane: phones, and windows made small. The same width stands in `@media` rules. */
import { ref } from "vue";

const query = matchMedia("(max-width: 46rem)");

export const narrow = ref(query.matches);
query.addEventListener("change", (event) => (narrow.value = event.matches));
