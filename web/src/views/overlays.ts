/** What lies over everything: one at a time, opened from anywhere. */
import { ref } from "vue";

export type Overlay = "palette" | "new-room" | "shortcuts" | "sign-out";

export const overlay = ref<Overlay | null>(null);
