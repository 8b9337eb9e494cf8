/** Keys that work everywhere, and what they are called on this machine. */
const APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

export const CONTROL = APPLE ? "⌘" : "Ctrl";
export const ALT = APPLE ? "⌥" : "Alt";

/** Whether there are likely to be any. */
export const HAS_KEYS = !matchMedia("(hover: none) and (pointer: coarse)").matches;

export type Pressed = "palette" | "search" | "help" | "next" | "previous" | "next_unread" | "previous_unread";

/** What somebody wants by a key; letters mean nothing while they write. */
export function pressed(event: KeyboardEvent): Pressed | undefined {
  const { altKey: alt, shiftKey: shift, code, key } = event;
  const control = APPLE ? event.metaKey : event.ctrlKey;
  if (control && !alt && !shift && code === "KeyK") return "palette";
  if (control && shift && !alt && code === "KeyF") return "search";
  if (alt && !control && code === "ArrowDown") return shift ? "next_unread" : "next";
  if (alt && !control && code === "ArrowUp") return shift ? "previous_unread" : "previous";
  if (key === "?" && !control && !alt && !writes(event.target)) return "help";
  return undefined;
}

/** Whether a key is of a composition, such as of kana; Safari tells the one that ends it by its code alone. */
export function composes({ isComposing, keyCode }: KeyboardEvent): boolean {
  return isComposing || keyCode === 229;
}

function writes(target: EventTarget | null): boolean {
  const { tagName = "", isContentEditable = false } = (target ?? {}) as Partial<HTMLElement>;
  return isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(tagName);
}
