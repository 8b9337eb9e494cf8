// @vitest-environment happy-dom
import { expect, test, vi } from "vitest";

import type { Live, Seen } from "../live/index.ts";
import { NOTHING, type Room, type State } from "../model/index.ts";
import { keeper } from "./keeper.ts";

const ROOM = { id: "hall", talk: { ranges: [{ from: 1, to: 1, items: [{}] }] } } as unknown as Room;

test("a room that the server has told of stays in sight when the connection goes before all rooms are told", async () => {
  const state: State = { ...NOTHING, me: "ann", open: "hall", rooms: new Map([["hall", ROOM]]) };
  const seen: Seen = { state, outbox: [], status: { kind: "reconnecting", since: 0 } };
  const live = { store: { state }, listen: () => () => undefined } as unknown as Live;
  const list = { me: "ann", epoch: "e", at: Date.now(), rooms: [], people: [] };
  const shelf = {
    read: () => Promise.resolve({ list, pages: [] }),
    write: () => Promise.resolve(),
    clear: () => Promise.resolve(),
  };
  const changed = vi.fn();
  const keeps = keeper("ann", live, changed, shelf);
  await vi.waitFor(() => {
    expect(changed).toHaveBeenCalled();
  });
  const shown = keeps.shown(seen);
  expect(shown.asOf).toBe(list.at);
  expect([...shown.state.rooms.values()]).toEqual([ROOM]);
  keeps.stop();
});
