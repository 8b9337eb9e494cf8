/** What is written and not sent, by room; it survives a reload, and is gone when its writer signs out. */
import { defineStore } from "pinia";
import { reactive } from "vue";

import { useSession } from "./session.ts";

export interface Draft {
  readonly text: string;
  readonly replyTo: string | null;
}

const NONE: Draft = { text: "", replyTo: null };

export const useDrafts = defineStore("drafts", () => {
  const session = useSession();
  const known = reactive(new Map<string, Draft>());
  const place = (room: string) => `parley.draft.${session.account ?? ""}.${room}`;

  function of(room: string): Draft {
    const key = place(room);
    const text = known.has(key) ? null : localStorage.getItem(key);
    return known.get(key) ?? (text ? (JSON.parse(text) as Draft) : NONE);
  }

  function keep(room: string, draft: Draft): void {
    const key = place(room);
    known.set(key, draft);
    if (draft.text.trim() === "" && draft.replyTo === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  }

  return { of, keep };
});

/** Nothing that an account wrote stays behind where others may sit down. */
export function forgetWords(account: string): void {
  const mine = ["draft", "outbox", "called"].map((what) => `parley.${what}.${account}.`);
  for (const key of Object.keys(localStorage)) {
    if (mine.some((prefix) => key.startsWith(prefix))) localStorage.removeItem(key);
  }
}
