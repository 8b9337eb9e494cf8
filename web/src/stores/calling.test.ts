import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { calls } from "../model/calls.ts";
import { NOTHING, type Message, type Room, type State } from "../model/index.ts";
import type { Called } from "../worker/messages.ts";
import { Calling, type Desk } from "./calling.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Shown {
  title: string;
  body: string;
  tag: string;
  again: boolean;
  data: Called;
}

/** A browser with tabs that have notifications, locks and storage in common. */
class Browser {
  shown: Shown[] = [];
  readonly names: string[] = [];
  readonly desk: Desk;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    const texts = new Map<string, string>();
    this.desk = {
      alone: (_, work) => (this.#last = this.#last.then(work)) as ReturnType<typeof work>,
      held: (name) => Promise.resolve(this.names.includes(name)),
      hold: (name) => {
        this.names.push(name);
        return () => void this.names.splice(this.names.indexOf(name), 1);
      },
      texts: { getItem: (key) => texts.get(key) ?? null, setItem: (key, text) => void texts.set(key, text) },
      shown: () =>
        Promise.resolve(
          this.shown.map((one) => ({
            data: one.data,
            close: () => (this.shown = this.shown.filter((other) => other !== one)),
          })),
        ),
      show: (text, tag, again, data) => {
        this.shown = [...this.shown.filter((one) => one.tag !== tag), { ...text, tag, again, data }];
        return Promise.resolve();
      },
    };
  }
}

/** A tab, and what it knows. */
class Tab {
  state: State = { ...NOTHING, me: "me", epoch: "e", loaded: true, rooms: new Map([["hall", room(1, [])]]) };
  readonly calling: Calling;

  constructor(browser: Browser) {
    this.calling = new Calling({
      account: "me",
      state: () => this.state,
      calls: (before, now) => calls(before, now, { wish: "all", muted: [] }),
      text: ({ messages }, count) => Promise.resolve({ title: String(count), body: messages.at(-1)?.body ?? "" }),
      desk: browser.desk,
    });
  }

  hears(...bodies: string[]): void {
    const hall = this.state.rooms.get("hall") as Room;
    const messages = bodies.map((body, n) => ({ id: body, seq: hall.seq + 1 + n, author: "ben", body }) as Message);
    this.#becomes(room(hall.seq + bodies.length, [...(hall.talk.ranges[0]?.items ?? []), ...messages]));
  }

  reads(): void {
    const hall = this.state.rooms.get("hall") as Room;
    this.#becomes({ ...hall, reading: { ...hall.reading, upTo: hall.seq } });
  }

  #becomes(hall: Room): void {
    this.state = { ...this.state, rooms: new Map([["hall", hall]]) };
    this.calling.stir();
  }
}

function room(seq: number, items: Message[]): Room {
  const talk = { ranges: [{ from: 1, to: seq, items }], changes: [] };
  const reading = { upTo: 0 };
  return { id: "hall", seq, position: `e.${String(seq)}`, facts: { role: "member" }, talk, reading } as never;
}

test("a message calls once, however many tabs are open", async () => {
  const browser = new Browser();
  for (const tab of [new Tab(browser), new Tab(browser), new Tab(browser)]) tab.hears("tea");
  const show = vi.spyOn(browser.desk, "show");
  await vi.runAllTimersAsync();
  expect(show).toHaveBeenCalledTimes(1);
  expect(browser.shown.map((one) => [one.title, one.body, one.again])).toEqual([["1", "tea", true]]);
});

test("a burst is one call, which tells of all and leads to the first", async () => {
  const browser = new Browser();
  const tab = new Tab(browser);
  tab.hears("tea");
  tab.hears("now");
  await vi.advanceTimersByTimeAsync(1000);
  tab.hears("please");
  await vi.advanceTimersByTimeAsync(1000);
  expect(browser.shown.map((one) => [one.title, one.body, one.again])).toEqual([["3", "please", false]]);
  expect(browser.shown[0]?.data.path).toBe("/rooms/hall?at=2");
});

test("nobody is called who sits before the room in any tab, or has read it by then", async () => {
  const browser = new Browser();
  const [front, back] = [new Tab(browser), new Tab(browser)];
  front.calling.sees("hall");
  back.hears("tea");
  await vi.runAllTimersAsync();
  expect(browser.shown).toEqual([]);
  front.calling.sees(null);
  back.hears("more");
  back.reads();
  await vi.runAllTimersAsync();
  expect(browser.shown).toEqual([]);
  back.hears("again");
  await vi.runAllTimersAsync();
  expect(browser.shown).toHaveLength(1);
});

test("what was told is taken back when it is read anywhere, and when nobody is signed in any more", async () => {
  const browser = new Browser();
  const tab = new Tab(browser);
  tab.hears("tea");
  await vi.runAllTimersAsync();
  expect(browser.shown).toHaveLength(1);
  tab.reads();
  await vi.runAllTimersAsync();
  expect(browser.shown).toEqual([]);
  tab.hears("more");
  await vi.runAllTimersAsync();
  tab.calling.stop();
  await vi.runAllTimersAsync();
  expect(browser.shown).toEqual([]);
});

test("nobody is called who signs out while the words for it are looked for", async () => {
  const browser = new Browser();
  const tab = new Tab(browser);
  tab.hears("tea");
  const shown = vi.spyOn(browser.desk, "shown");
  shown.mockImplementationOnce(() => Promise.resolve([]));
  shown.mockImplementationOnce(() => {
    tab.calling.stop();
    return Promise.resolve([]);
  });
  await vi.runAllTimersAsync();
  expect(browser.shown).toEqual([]);
});
