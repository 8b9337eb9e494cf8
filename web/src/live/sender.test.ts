import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { asker } from "../api/asker.ts";
import type { ClientFrame } from "../api/generated/live.ts";
import { done } from "../model/outbox.ts";
import { Http } from "./http.ts";
import { NOWHERE } from "./outbox_storage.ts";
import { Sender } from "./sender.ts";
import { Store } from "./store.ts";

const ROOM = "kitchen";
const HOURS = 3_600_000;

/** A sender with both of its ways, which answer when they are told to. */
class Scene {
  readonly connection = { ready: false };
  readonly said: string[] = [];
  readonly asked: { id: string; outlives: boolean; answer: (seq: number) => void; fail: () => void }[] = [];
  readonly store = new Store((run) => run());
  readonly sender: Sender;

  constructor() {
    const ask = asker((_, { headers, body, keepalive }) => {
      const id = headers.get("idempotency-key") ?? (JSON.parse(String(body)) as { message_id: string }).message_id;
      return new Promise((given, fail) => {
        this.asked.push({
          id,
          outlives: keepalive === true,
          answer: (seq) => given(Response.json({ seq })),
          fail: () => fail(new Error("The server cannot be reached.")),
        });
      });
    });
    const http = new Http(ask);
    const say = (frame: ClientFrame) => void this.said.push(String("id" in frame ? frame.id : ""));
    const { store, connection } = this;
    this.sender = new Sender({ store, http, connection, say, storage: NOWHERE, chance: () => 0.5 });
    store.tell({ kind: "signed_in", me: "ann" });
  }

  says(...ids: string[]): void {
    for (const id of ids) {
      this.sender.add(done(id, ROOM, { type: "send_message", body: id, replyTo: null }, Date.now()));
    }
  }

  takesBack(id: string): void {
    this.sender.add(done(id, ROOM, { type: "delete_message", messageId: "said" }, Date.now(), 6000));
  }

  lineIsThere(): void {
    this.connection.ready = true;
    this.sender.live();
  }

  hears(id: string, seq: number): void {
    this.sender.answered({ frame: "accepted", id, room: ROOM, seq } as never);
  }

  get asks(): string[] {
    return this.asked.map(({ id }) => id);
  }
}

let scene: Scene;

beforeEach(() => {
  vi.useFakeTimers();
  scene = new Scene();
});
afterEach(() => void vi.useRealTimers());

describe("what is sent over HTTP", () => {
  test("is sent again over the connection that is there meanwhile, and what stands behind it follows", async () => {
    scene.says("one", "two");
    expect(scene.asks).toEqual(["one"]);
    scene.lineIsThere();
    expect(scene.said).toEqual(["one"]);
    scene.hears("one", 4);
    expect(scene.said).toEqual(["one", "two"]);
  });

  test("is sent again when no answer comes for long", async () => {
    scene.says("one");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(scene.asks.length).toBeGreaterThan(1);
    expect(new Set(scene.asks)).toEqual(new Set(["one"]));
  });

  test("is done when any of its attempts was", async () => {
    scene.says("one", "two");
    scene.lineIsThere();
    scene.asked[0]?.answer(4);
    await vi.advanceTimersByTimeAsync(0);
    expect(scene.said).toEqual(["one", "two"]);
  });

  test("is not held up by an attempt that fails late", async () => {
    scene.says("one");
    scene.lineIsThere();
    scene.asked[0]?.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(scene.store.outbox[0]?.state).toBe("sending");
    expect(scene.said).toEqual(["one"]);
  });

  test("is not given up with the connection, nor sent twice at once", async () => {
    scene.says("one");
    scene.sender.lost();
    await vi.advanceTimersByTimeAsync(5000);
    expect(scene.asks).toEqual(["one"]);
  });
});

describe("a clock that is set back", () => {
  test("holds up nothing that was written before", async () => {
    vi.setSystemTime(Date.now() + 3 * HOURS);
    scene.says("one", "two");
    scene.asked[0]?.fail();
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(Date.now() - 3 * HOURS);
    scene.lineIsThere();
    expect(scene.said).toEqual(["one"]);
    scene.hears("one", 4);
    expect(scene.said).toEqual(["one", "two"]);
  });

  test("takes nothing from the time in which a deletion can be taken back, and adds little", async () => {
    scene.connection.ready = true;
    vi.setSystemTime(Date.now() + 3 * HOURS);
    scene.takesBack("gone");
    vi.setSystemTime(Date.now() - 3 * HOURS);
    await vi.advanceTimersByTimeAsync(5900);
    expect(scene.said).toEqual([]);
    await vi.advanceTimersByTimeAsync(7000);
    expect(scene.said).toEqual(["gone"]);
  });

  test("delays no other attempt by hours", async () => {
    scene.says("one");
    vi.setSystemTime(Date.now() + 3 * HOURS);
    scene.asked[0]?.fail();
    await vi.advanceTimersByTimeAsync(0);
    vi.setSystemTime(Date.now() - 3 * HOURS);
    await vi.advanceTimersByTimeAsync(HOURS / 6);
    expect(scene.asks.length).toBeGreaterThan(1);
  });
});

describe("a page that is about to go", () => {
  test("does what could still be taken back, by a request that outlives it, and only that", () => {
    scene.connection.ready = true;
    scene.says("one", "two");
    scene.takesBack("gone");
    expect(scene.said).toEqual(["one"]);
    scene.sender.hurry();
    expect(scene.asked.map(({ id, outlives }) => [id, outlives])).toEqual([["gone", true]]);
    expect(scene.said).toEqual(["one"]);
  });

  test("that the session has ended refuses no message: it waits for who wrote it", () => {
    scene.lineIsThere();
    scene.says("waits");
    const problem = { type: "/problems/session_over", title: "This session has ended; sign in again.", status: 401 };
    scene.sender.answered({ frame: "rejected", id: "waits", room: ROOM, problem } as never);
    expect(scene.store.outbox.map(({ id, state }) => [id, state])).not.toContainEqual(["waits", "refused"]);
    expect(scene.store.outbox).toHaveLength(1);
  });
});
