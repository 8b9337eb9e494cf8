import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Transport } from "../api/asker.ts";
import { done, type Entry } from "../model/outbox.ts";
import { Live } from "./live.ts";
import { NOWHERE } from "./outbox_storage.ts";

const ROOM = "0190b7a0-0000-7000-8000-000000000001";
const DAY = 86_400_000;

/** A server that answers when it is told to, to a page whose sockets never open. */
class Scene {
  readonly asked: string[] = [];
  readonly stored = new Map<string, Entry>();
  released = false;
  refuse: (() => void)[] = [];
  adopted: (entries: Entry[]) => void = () => undefined;
  readonly live: Live;

  constructor() {
    const carry: Transport = (address, { method }) => {
      this.asked.push(`${String(method)} ${address}`);
      return new Promise((_, fail) => this.refuse.push(() => fail(new Error("The server cannot be reached."))));
    };
    this.live = new Live({
      url: "ws://nowhere/v1/live",
      me: "ann",
      carry,
      token: () => Promise.resolve({ token: "t", expiresIn: 600_000 }),
      storage: {
        ...NOWHERE,
        adopt: () => new Promise((given) => (this.adopted = given)),
        keep: (entry) => void this.stored.set(entry.id, entry),
        forget: (id) => void this.stored.delete(id),
        release: () => (this.released = true),
      },
    });
    this.live.start();
  }

  said(): string[] {
    return this.asked.filter((what) => what.startsWith("POST") || what.startsWith("PUT"));
  }
}

let scene: Scene;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal(
    "WebSocket",
    class {
      addEventListener(): void {}
      close(): void {}
    },
  );
  scene = new Scene();
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("what was under way when somebody signed out is not said again, and not stored again", async () => {
  const { live } = scene;
  live.send(ROOM, "words of Ann");
  expect(scene.said()).toHaveLength(1);
  live.stop();
  scene.stored.clear(); // as who signs out leaves it
  for (const refuse of scene.refuse) refuse();
  await vi.advanceTimersByTimeAsync(DAY);
  expect(scene.said()).toHaveLength(1);
  expect([...scene.stored]).toEqual([]);
});

test("what waits when a session ends stays stored, for who adopts it", async () => {
  const { live } = scene;
  live.send(ROOM, "one");
  live.send(ROOM, "two");
  live.stop();
  for (const refuse of scene.refuse) refuse();
  await vi.advanceTimersByTimeAsync(DAY);
  expect([...scene.stored.values()].map(({ deed }) => deed)).toMatchObject([{ body: "one" }, { body: "two" }]);
  expect(scene.released).toBe(true);
});

test("whatever is done with a client that is stopped asks for nothing", async () => {
  const { live } = scene;
  live.store.tell({ kind: "rooms", rooms: [], position: "" });
  live.reading(() => ROOM);
  live.remove(ROOM, "0190b7a0-0000-7000-8000-000000000002");
  const seen = vi.fn();
  live.listen(seen);
  await vi.advanceTimersByTimeAsync(10);
  live.stop();
  const asked = scene.asked.length;
  seen.mockClear();
  scene.adopted([done("left", ROOM, { type: "send_message", body: "left over", replyTo: null }, 0)]);
  live.send(ROOM, "too late");
  live.edit(ROOM, "message", "too late");
  live.retry("left");
  live.awake();
  live.network(true);
  live.attention(false);
  live.read(ROOM, 9);
  const refused = [live.open(ROOM), live.enter(ROOM), live.load.names(["ben"]), live.load.messages(ROOM)];
  await Promise.allSettled(refused);
  for (const refuse of scene.refuse) refuse();
  await vi.advanceTimersByTimeAsync(DAY);
  expect(scene.asked).toHaveLength(asked);
  expect(seen).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

test("what is settled by the time it is adopted is stored no longer", async () => {
  const entry = { ...done("left", ROOM, { type: "send_message", body: "x", replyTo: null } as const, 0) };
  scene.stored.set("left", entry);
  scene.adopted([{ ...entry, state: "accepted", seq: 3 }]);
  await vi.advanceTimersByTimeAsync(1);
  expect([...scene.stored.keys()]).toEqual([]);
});

test("who is about to sign out learns how much the server would never have", async () => {
  const { live } = scene;
  expect(await live.finish(1000)).toBe(0);
  live.remove(ROOM, "0190b7a0-0000-7000-8000-000000000002");
  live.send(ROOM, "words of Ann");
  const left = live.finish(1000);
  expect(scene.asked.filter((what) => what.startsWith("DELETE"))).toHaveLength(1); // it is not too early for that
  await vi.advanceTimersByTimeAsync(1000);
  expect(await left).toBe(2);
});
