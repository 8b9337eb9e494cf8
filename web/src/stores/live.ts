/**
 * The page's one live connection and all that it knows. Made for who is signed in, gone with them.
 *
 * For views:
 * - `useLive()`: `state` (everything, immutable: read it in computeds), `outbox`, `trouble` (what to say of the
 *   connection, or null), `person(id)` and `nameOf(id)` (unknown names are asked for by themselves), `me`, and `live`,
 *   which does things: `live.send`, `edit`, `remove`, `undo`, `retry`, `discard`, `read`, `typing`,
 *   `load.members(room)` …
 * - `useRooms()` (stores/rooms.ts): `loaded`, `mine`, `archived`, `total` (unread and mentions of all), `one(id)` (as
 *   the list has it), `lastSaid(id)`, `get(id)`; `join(id)`, `leave(id)`, `entered(id)` after anything else that made
 *   me a member.
 * - `useDrafts()` (stores/drafts.ts): what is written in each room and not sent.
 *
 * A room's members are `get(id).members` (null until `live.load.members(id)`), who is here is `.presence`, my role is
 * `.facts.role`. Renaming, adding, archiving go over `ask(…)`: what they change comes back as events by itself.
 */
import { defineStore } from "pinia";
import { computed, ref, shallowRef, watch } from "vue";

import { carryAs } from "../api/client.ts";
import { SignedOut } from "../api/problem.ts";
import { texts } from "../api/texts.ts";
import { accessToken } from "../api/tokens.ts";
import { Live, backOff, browserOutbox, type Status } from "../live/index.ts";
import {
  NOTHING,
  alike as alikes,
  outbox as deeds,
  uuid7,
  type Outbox,
  type Person,
  type State,
} from "../model/index.ts";
import { watchAttention } from "./attention.ts";
import { forgetOthers, forgetWords } from "./drafts.ts";
import { keeper } from "./keeper.ts";
import { forgetWishes } from "./notify.ts";
import { useSession } from "./session.ts";
import { Strangers } from "./strangers.ts";
import { liveUrl, locks, tokensOf } from "./wire.ts";

const QUIET = 2000; // a connection that is back sooner was never away
const UNSEEN = 200; // where no frames are drawn

export const useLive = defineStore("live", () => {
  const session = useSession();
  const state = shallowRef<State>(NOTHING);
  const outbox = shallowRef<Outbox>([]);
  const status = shallowRef<Status>({ kind: "connecting" });
  const live = shallowRef<Live>();
  // Apart, so that who only names people is not looked at with each message.
  const people = shallowRef(NOTHING.people);
  const me = shallowRef(NOTHING.me);
  /** When what is shown was so, in milliseconds; null where it is so. */
  const asOf = ref<number | null>(null);
  const trouble = useTrouble(status, live);
  let strangers: Strangers | undefined;
  let end: () => void = () => undefined;

  function begin(account: string): void {
    forgetOthers(account);
    const storage = browserOutbox(account, uuid7(Date.now()), texts, locks);
    const [carry, token] = [carryAs(account), tokensOf(account)];
    const made = new Live({ url: liveUrl(), me: account, carry, token, storage, soon });
    const unwatch = watchAttention(made);
    const keeps = keeper(account, made, () => show(keeps.shown(made.store)));
    const unlisten = made.listen((seen) => {
      show(keeps.shown(seen));
      [outbox.value, status.value] = [seen.outbox, seen.status];
    });
    live.value = made;
    const asks = (strangers = new Strangers((ids) => made.load.names(ids)));
    made.start();
    end = () => {
      unwatch();
      unlisten();
      made.stop();
      keeps.stop();
      show({ state: NOTHING, asOf: null });
      [outbox.value, status.value, live.value] = [[], { kind: "connecting" }, undefined];
      asks.stop();
      if (session.over !== "ended") forgetWords(account);
      if (session.over === "erased") forgetWishes(account);
    };
  }

  function show(now: { state: State; asOf: number | null }): void {
    [state.value, people.value, me.value] = [now.state, now.state.people, now.state.me];
    asOf.value = now.asOf;
  }

  watch(
    () => session.account,
    (account) => {
      end();
      end = () => undefined;
      if (account !== undefined) begin(account);
    },
    { immediate: true, flush: "sync" },
  );

  // The session may be over, or the account erased: asking for another token finds out, and leads to where one signs in.
  watch(status, ({ kind }) => {
    if (kind === "signed_out") void findOut(live.value);
  });

  async function findOut(asked: Live | undefined): Promise<void> {
    for (let tries = 0; live.value === asked; tries++) {
      try {
        await accessToken(await accessToken());
        return;
      } catch (error) {
        if (error instanceof SignedOut) return;
        await new Promise((after) => setTimeout(after, backOff(tries, Math.random())));
      }
    }
  }

  /** Who somebody is; who is not known yet is asked for, together with the others. */
  function person(id: string): Person | undefined {
    const found = people.value.get(id);
    if (!found) strangers?.want(id);
    return found;
  }

  function nameOf(id: string): string {
    return person(id)?.name ?? "";
  }

  /** There while somebody is signed in, which is wherever it is asked for. */
  function theLive(): Live {
    if (!live.value) throw new Error("Nobody is signed in.");
    return live.value;
  }

  /** Those whose name looks like another's that is known here. */
  const alike = computed(() => alikes(people.value.values()));
  const unsent = computed(() => deeds.unsent(outbox.value).length);

  return { state, outbox, unsent, status, asOf, trouble, me, person, nameOf, alike, live: theLive };
});

/** With the next frame; a page that nobody sees draws none. */
function soon(run: () => void): void {
  const once = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, UNSEEN);
}

/** What is to be said of the connection; what mends itself within two seconds is not. */
function useTrouble(status: { value: Status }, live: { value: Live | undefined }) {
  const trouble = ref<"reconnecting" | "offline" | "stopped" | null>(null);
  // A socket may seem to live long after the network is gone.
  const cut = ref(!navigator.onLine);
  addEventListener("offline", () => (cut.value = true));
  addEventListener("online", () => (cut.value = false));
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    [() => status.value, cut, () => live.value] as const,
    ([now, isCut, made]) => {
      clearTimeout(timer);
      if (!made) trouble.value = null;
      else if (now.kind === "stopped") trouble.value = "stopped";
      else if (now.kind === "signed_out" || (now.kind === "live" && !isCut)) trouble.value = null;
      else {
        const since = "since" in now ? now.since : performance.now();
        const say = isCut || now.kind === "offline" ? "offline" : "reconnecting";
        timer = setTimeout(() => (trouble.value = say), Math.max(since + QUIET - performance.now(), 0));
      }
    },
    { immediate: true },
  );
  return trouble;
}
