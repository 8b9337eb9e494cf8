import fc from "fast-check";
import { expect, test } from "vitest";

import { MOST_PAGES, namesIn, plan, restored, tooOld, type KeptPage, type Leaf, type Plan } from "./kept.ts";
import { messageFrom } from "./messages.ts";
import { between } from "./ranges.ts";
import { reduce } from "./reduce.ts";
import { unread } from "./selectors.ts";
import { NOTHING, type ServerEvent, type State } from "./state.ts";
import { ANN, BEN, CLEO, EPOCH, logOf, messagesAt, pageAt, ROOM, roomAt, wish, type Wish } from "./testing/log.ts";

const NOW = Date.UTC(2026, 10, 22);
const OPENED = new Map([[ROOM, NOW]]);
const SAID: Wish = { type: "send", who: 0, which: 1 };

/** Somebody has a room's list of a seq, and its last messages where they looked at it. */
function at(log: readonly ServerEvent[], seq: number, looks = true, me = BEN): State {
  const rooms = [roomAt(log, seq, me)];
  const begun = [
    { kind: "signed_in", me } as const,
    { kind: "epoch", epoch: EPOCH } as const,
    { kind: "rooms", rooms, position: `${EPOCH}.${String(seq)}` } as const,
  ].reduce(reduce, NOTHING);
  const looked = looks ? reduce(begun, pageAt(log, seq, seq, {}, 50)) : begun;
  return reduce(looked, { kind: "people", people: [person(ANN, "Ann"), person(BEN, "Ben"), person(CLEO, "Cleo")] });
}

function person(account_id: string, name: string) {
  return { account_id, username: name.toLowerCase(), display_name: name, erased: false };
}

function wishOf(type: string, who: number): Wish {
  return { type, who, which: 0 };
}

function hear(state: State, log: readonly ServerEvent[], from: number): State {
  return log.slice(from).reduce((sum, frame) => reduce(sum, { kind: "event", frame }), state);
}

function leavesOf({ put }: Plan): Map<string, Leaf> {
  return new Map(put.map((page) => [page.id, { ...page, names: namesIn(page) }]));
}

test("what is shown without the server is what the server said as of the page's seq", () => {
  fc.assert(
    fc.property(fc.array(wish, { maxLength: 40 }), fc.nat(), (wishes, some) => {
      const log = logOf(wishes);
      const state = hear(at(log, some % (log.length + 1)), log, some % (log.length + 1));
      const { list, put } = plan(state, new Map(), OPENED, NOW);
      const kept = restored(structuredClone(list), structuredClone(put)).rooms.get(ROOM);
      const [page] = put;
      expect(kept && between(kept.talk.ranges, { from: 1, to: kept.seq })).toEqual(
        page &&
          messagesAt(log, page.seq)
            .map(messageFrom)
            .filter((one) => one.seq >= page.from),
      );
      expect(kept && unread(kept)).toEqual(unread(state.rooms.get(ROOM) as never));
    }),
  );
});

test("a page holds while its room does not move; then it is made anew, or is gone and asked for", () => {
  const log = logOf([...Array.from({ length: 60 }, () => SAID), { ...SAID, which: 3 }]);
  const end = log.length;
  const before = plan(at(log, end - 1), new Map(), OPENED, NOW);
  expect(before.put.map((page) => [page.seq, page.openedAt])).toEqual([[end - 1, NOW]]);
  const leaves = leavesOf(before);

  const still = plan(at(log, end - 1, false), leaves, new Map(), NOW);
  expect([still.put, still.drop, still.ask]).toEqual([[], [], []]);
  expect(still.list.people.map((one) => one.name).sort()).toEqual(["Ann", "Ben"]);

  const moved = plan(hear(at(log, end - 1), log, end - 1), leaves, new Map(), NOW);
  expect([moved.put.map((page) => page.seq), moved.drop, moved.ask]).toEqual([[end], [], []]);
  const unknown = plan(at(log, end, false), leaves, new Map(), NOW);
  expect([unknown.put, unknown.drop, unknown.ask]).toEqual([[], [{ id: ROOM, below: end }], [ROOM]]);
});

test("of whom an account is erased neither words nor name stay, and of a deleted message no words", () => {
  const log = logOf([SAID, SAID, { type: "delete", who: 0, which: 0 }]);
  const deleted = plan(at(log, log.length), new Map(), OPENED, NOW);
  expect(deleted.put[0]?.messages.map((one) => one.body === null)).toEqual([true, false]);

  const [comes, says] = [wishOf("come", 2), wishOf("send", 2)];
  const gone = logOf([comes, SAID, says, wishOf("erased", 2)]);
  const last = gone.at(-1);
  expect(last?.type).toBe("member_erased");
  const { list, put } = plan(hear(at(gone, gone.length - 1), gone, gone.length - 1), new Map(), OPENED, NOW);
  expect(put[0]?.messages.map((one) => one.body)).toEqual(["words 1", null]);
  expect(list.people.map((one) => one.name).sort()).toEqual(["Ann", "Ben"]);
  expect(JSON.stringify([list, put])).not.toContain("words 0");
});

test("a name goes with its account, also where others said it, or where the page was asked for later", () => {
  const mention = { type: "send", who: 0, which: 0 };
  const said = logOf([mention, wishOf("erased", 2)], CLEO);
  expect(said.at(-2)?.type).toBe("message_sent");
  const heard = hear(at(said, said.length - 1, true, ANN), said, said.length - 1);
  expect(plan(heard, new Map(), OPENED, NOW).list.people.map((one) => one.name)).toEqual(["Ann"]);

  const later = logOf([wishOf("come", 2), SAID, wishOf("send", 2), wishOf("erased", 2)]);
  const { list } = plan(at(later, later.length), new Map(), OPENED, NOW);
  expect(list.people.map((one) => one.name).sort()).toEqual(["Ann", "Ben"]);
});

test("what is known before a hole is no end of a room", () => {
  const log = logOf(Array.from({ length: 150 }, () => SAID));
  const end = log.length;
  const state = reduce(at(log, end, false), pageAt(log, end, end, { before: 60 }, 50));
  expect(plan(state, new Map(), OPENED, NOW)).toMatchObject({ put: [], ask: [ROOM] });
});

test("a room that I have left is not kept, nor one of another log", () => {
  const log = logOf([SAID, wishOf("go", 2)], CLEO);
  const there = at(log, log.length - 1, true, CLEO);
  const leaves = leavesOf(plan(there, new Map(), OPENED, NOW));
  expect([...leaves.keys()]).toEqual([ROOM]);
  const left = plan(hear(there, log, log.length - 1), leaves, OPENED, NOW);
  expect([left.list.rooms, left.put, left.drop, left.ask]).toEqual([[], [], [{ id: ROOM, below: Infinity }], []]);
  const other = new Map([...leaves].map(([id, leaf]) => [id, { ...leaf, epoch: "before" }]));
  expect(plan(at(log, log.length - 1, false, CLEO), other, OPENED, NOW).ask).toEqual([ROOM]);
});

test("it stays little: the rooms looked at last, and the last of what was said", () => {
  const log = logOf(Array.from({ length: 150 }, () => SAID));
  const one = hear(at(log, 40), log, 40);
  const found = plan(one, new Map(), OPENED, NOW).put[0];
  expect(found?.messages).toHaveLength(100);
  expect(found?.messages[0]?.seq).toBe(found?.from);

  const ids = Array.from({ length: 40 }, (_, n) => `${ROOM.slice(0, -2)}${String(n + 10)}`);
  const room = one.rooms.get(ROOM);
  const many = { ...one, rooms: new Map(ids.map((id) => [id, { ...room, id } as NonNullable<typeof room>])) };
  const { put } = plan(many, new Map(), new Map(ids.map((id, n) => [id, NOW + n])), NOW);
  expect(put.map((page: KeptPage) => page.id)).toEqual(ids.slice(-MOST_PAGES).reverse());
  const next = ids[0] ?? "";
  const { drop } = plan(many, leavesOf({ put } as Plan), new Map([[next, NOW + 99]]), NOW);
  expect(drop).toEqual([{ id: ids[10], below: log.length + 1 }]);
});

test("after a fortnight without the server it is too old", () => {
  const { list } = plan(at(logOf([SAID]), 1), new Map(), new Map(), NOW);
  expect(tooOld(list, NOW + 13 * 86_400_000)).toBe(false);
  expect(tooOld(list, NOW + 15 * 86_400_000)).toBe(true);
});
