import { beforeEach, expect, test, vi } from "vitest";

import { asker } from "../api/asker.ts";
import { BEN, logOf, messagesAt, ROOM, roomAt } from "../model/testing/log.ts";
import { Feeds } from "./feeds.ts";
import { Http } from "./http.ts";
import { Loader } from "./loader.ts";
import { Rooms } from "./rooms.ts";
import { Store } from "./store.ts";

const log = logOf(Array.from({ length: 5 }, (_, n) => ({ type: "send", who: 0, which: n })));
const room = roomAt(log, log.length, BEN);
let role: string | null;
let asked: string[];
let feeds: Feeds;
let store: Store;
let rooms: Rooms;

beforeEach(() => {
  role = "member";
  asked = [];
  const http = new Http(
    asker((address) => {
      const { pathname } = new URL(address, "http://parley");
      asked.push(pathname.replace(ROOM, "hall"));
      const found = {
        "/v1/rooms": { rooms: [room], position: "" },
        [`/v1/rooms/${ROOM}`]: { ...room, role },
        [`/v1/rooms/${ROOM}/messages`]: { messages: messagesAt(log, log.length) },
        [`/v1/rooms/${ROOM}/members`]: { members: [] },
      }[pathname];
      return Promise.resolve(Response.json(found ?? {}, { status: found ? 200 : 404 }));
    }),
  );
  store = new Store((run) => run());
  store.tell({ kind: "signed_in", me: BEN });
  const line = { epoch: "e", ready: false, next: () => 0 };
  feeds = new Feeds(line, vi.fn(), Math.random);
  rooms = new Rooms({ store, load: new Loader(store, http), http, feeds, wake: vi.fn() });
});

test("all of mine are followed at the beginning, and one that I am brought into since", async () => {
  await rooms.meet([]);
  expect([asked, feeds.follows(ROOM)]).toEqual([["/v1/rooms"], true]);
  await rooms.came(ROOM, "e.9");
  expect(asked).toEqual(["/v1/rooms"]); // it is followed already
  feeds.unfollow(ROOM);
  await rooms.came(ROOM, "e.9");
  expect([asked.at(-1), feeds.follows(ROOM)]).toEqual(["/v1/rooms/hall", true]);
});

test("what is looked at is followed and filled once, and only for as long as I look where I am no member", async () => {
  role = null;
  expect(await rooms.open(ROOM)).toBe(true);
  expect(asked.sort()).toEqual(["/v1/rooms/hall", "/v1/rooms/hall/members", "/v1/rooms/hall/messages"]);
  expect(feeds.follows(ROOM)).toBe(true);
  await rooms.open(null);
  expect(feeds.follows(ROOM)).toBe(false);
});

test("a room that is not for me is not followed, nor asked for again", async () => {
  expect(await rooms.open("no-such-room")).toBe(false);
  await rooms.anew("no-such-room");
  expect(asked).toEqual(["/v1/rooms/no-such-room", "/v1/rooms/no-such-room"]);
  expect(feeds.follows("no-such-room")).toBe(false);
});
