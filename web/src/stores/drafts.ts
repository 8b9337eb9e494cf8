/** What is written and not sent, by room; it survives a reload, and is gone when its writer signs out. */
import { defineStore } from "pinia";
import { reactive, watch } from "vue";

import { texts } from "../api/texts.ts";
import { useSession } from "./session.ts";

export interface Draft {
  readonly text: string;
  readonly replyTo: string | null;
}

const NONE: Draft = { text: "", replyTo: null };
const PREFIX = "parley.draft.";

export const useDrafts = defineStore("drafts", () => {
  const session = useSession();
  const known = reactive(new Map<string, Draft>());
  const place = (room: string) => `${PREFIX}${session.account ?? ""}.${room}`;

  watch(
    () => session.account,
    () => known.clear(),
    { flush: "sync" },
  );
  // What is written or sent in another tab is so in this one.
  addEventListener("storage", ({ key, newValue }) => {
    if (key?.startsWith(PREFIX)) known.set(key, read(newValue));
  });

  function of(room: string): Draft {
    const key = place(room);
    return known.get(key) ?? read(texts.getItem(key));
  }

  function keep(room: string, draft: Draft): void {
    const key = place(room);
    known.set(key, draft);
    if (draft.text.trim() === "" && draft.replyTo === null) texts.removeItem(key);
    else texts.setItem(key, JSON.stringify(draft));
  }

  return { of, keep };
});

function read(text: string | null): Draft {
  return text === null ? NONE : (JSON.parse(text) as Draft);
}

/** Nothing that an account wrote stays behind where others may sit down. */
export function forgetWords(account: string): void {
  forgetWhere((whose) => whose === account);
}

/** What waited for its writer, whose session ended, waits no more once somebody else sits there. */
export function forgetOthers(account: string): void {
  forgetWhere((whose) => whose !== account);
}

function forgetWhere(isMeant: (whose: string) => boolean): void {
  for (const key of texts.keys()) {
    const whose = /^parley\.(?:draft|outbox|called)\.([^.]*)\./.exec(key)?.[1];
    if (whose !== undefined && isMeant(whose)) texts.removeItem(key);
  }
}
