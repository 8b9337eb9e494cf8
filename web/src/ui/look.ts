/** Light or dark, and how much contrast: what was chosen here, else what the system asks for. */
import { ref, watchEffect } from "vue";

import { texts } from "../api/texts.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

// The same places are read by public/theme.js, before the first paint.
const THEME = "parley.theme";
const CONTRAST = "parley.contrast";
const moreContrast = matchMedia("(prefers-contrast: more)");
const systemWantsMore = ref(moreContrast.matches);

export const theme = ref<Theme>(THEMES.find((each) => each === texts.getItem(THEME)) ?? "system");
export const highContrast = ref(texts.getItem(CONTRAST) === "more");

export function startLook(): void {
  moreContrast.addEventListener("change", (event) => (systemWantsMore.value = event.matches));
  watchEffect(() => {
    texts.setItem(THEME, theme.value);
    set("theme", theme.value === "system" ? undefined : theme.value);
  });
  watchEffect(() => {
    texts.setItem(CONTRAST, highContrast.value ? "more" : "system");
    set("contrast", highContrast.value || systemWantsMore.value ? "more" : undefined);
  });
}

function set(name: string, value: string | undefined): void {
  if (value) document.documentElement.setAttribute(`data-${name}`, value);
  else document.documentElement.removeAttribute(`data-${name}`);
}
