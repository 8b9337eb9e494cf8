import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { between, holes } from "./ranges.ts";
import { reduce } from "./reduce.ts";
import { firstUnread, lastRead, unread } from "./selectors.ts";
import { NOTHING, type Room, type RoomAnswer, type ServerEvent, type State } from "./state.ts";
import { ANN, BEN, EPOCH, logOf, membersAt, messageId, messagesAt, pageAt, ROOM, roomAt, wish } from "./testing/log.ts";
import { messageFrom } from "./messages.ts";

/** The state of BEN, who begins with what HTTP says of the room at a seq. */
function begun(log: readonly ServerEvent[], seq: number): State {
  const me = reduce(reduce(NOTHING, { kind: "signed_in", me: BEN }), { kind: "epoch", epoch: EPOCH });
  const state = reduce(me, {
    kind: "room",
    room: roomAt(log, seq, BEN),
    position: `${EPOCH}.${String(seq)}`,
    anew: true,
  });
  return reduce(state, { kind: "open", room: ROOM });
}

function hear(state: State, log: readonly ServerEvent[], to: number): State {
  const from = room(state).seq;
  return log.slice(from, to).reduce((sum, frame) => reduce(sum, { kind: "event", frame }), state);
}

function room(state: State): Room {
  const found = state.rooms.get(ROOM);
  if (!found) throw new Error("no room");
  return found;
}

/** What is known must be what HTTP says; what is not known must be a hole. */
function agrees(state: State, log: readonly ServerEvent[], read = 0) {
  const { seq, talk, facts, members, doubt } = room(state);
  const fresh = messagesAt(log, seq).map(messageFrom);
  const unknown = holes(talk.ranges, { from: 1, to: seq });
  const known = fresh.filter((one) => !unknown.some(({ from, to }) => one.seq >= from && one.seq <= to));
  expect(between(talk.ranges, { from: 1, to: seq })).toEqual(known);
  const answer = roomAt(log, seq, BEN, read);
  expect([facts.name, facts.memberCount, facts.role]).toEqual([answer.name, answer.member_count, answer.role]);
  if (!doubt) expect(unread(room(state))).toEqual({ unread: answer.unread, mentions: answer.mentions });
  if (!doubt) expect(lastRead(room(state))).toBe(answer.read_seq);
  const first = firstUnread(room(state), BEN);
  if (!doubt && first !== null) expect(first).toBe(firstOf(log, seq, answer));
  if (members) {
    const who = membersAt(log, seq).map((one) => [one.account_id, one.role, one.since_seq]);
    expect([...members.values()].map((one) => [one.account, one.role, one.sinceSeq]).sort()).toEqual(who.sort());
  }
}

/** The first message of others that BEN has not read, in the plainest way. */
function firstOf(log: readonly ServerEvent[], seq: number, { read_seq, unread }: RoomAnswer): number {
  const others = messagesAt(log, seq).filter((one) => one.author.account_id !== BEN && one.body !== null);
  return (unread && others.find((one) => one.seq > (read_seq ?? 0))?.seq) || 0;
}

const step = fc.record({
  what: fc.constantFrom(
    "hear",
    "hear",
    "last",
    "before",
    "after",
    "around",
    "at",
    "members",
    "room",
    "trim",
    "read",
    "again",
    "log",
  ),
  many: fc.integer({ min: 1, max: 12 }),
  late: fc.nat(4),
  ahead: fc.nat(6),
  place: fc.nat(1000),
});

describe("a snapshot and the frames since", () => {
  test("are a fresh snapshot, whatever is asked for meanwhile and however late it is answered", () => {
    fc.assert(
      fc.property(
        fc.array(wish, { minLength: 5, maxLength: 80 }),
        fc.nat(),
        fc.array(step, { maxLength: 25 }),
        (wishes, start, steps) => {
          const log = logOf(wishes);
          let state = begun(log, 3 + (start % (log.length - 2)));
          let read = 0;
          let newest = 0; // an answer may be ahead of what was heard
          for (const { what, many, late, ahead, place } of steps) {
            const askedAt = room(state).seq;
            const answeredAt = Math.min(askedAt + ahead, log.length);
            newest = Math.max(newest, answeredAt);
            const at = log[place % log.length]?.at ?? "";
            const where =
              what === "at"
                ? { at }
                : what === "before" || what === "after" || what === "around"
                  ? { [what]: place % (askedAt + 2) }
                  : {};
            state = hear(state, log, askedAt + (what === "hear" ? many : late));
            if (what === "last" || "at" in where || "before" in where || "after" in where || "around" in where) {
              state = reduce(state, pageAt(log, askedAt, answeredAt, where, 2 + (many % 9)));
            } else if (what === "members") {
              state = reduce(state, { kind: "members", room: ROOM, askedAt, members: membersAt(log, answeredAt) });
            } else if (what === "room") {
              const answer = roomAt(log, answeredAt, BEN, read);
              state = reduce(state, { kind: "room", room: answer, position: room(state).position, anew: false });
            } else if (what === "trim") {
              state = reduce(state, { kind: "trim", room: ROOM, around: place % (askedAt + 1), keep: many });
            } else if (what === "read") {
              read = Math.max(read, place % (room(state).seq + 1));
              state = reduce(state, { kind: "read", room: ROOM, read: { seq: read } });
            } else if (what === "again") {
              for (const frame of log.slice(0, askedAt)) expect(reduce(state, { kind: "event", frame })).toBe(state);
            } else if (what === "log") {
              const [from, to] = [1 + (place % askedAt), askedAt];
              state = reduce(state, { kind: "log", room: ROOM, from, to, events: log.slice(from - 1, to) });
            }
            if (newest <= room(state).seq) agrees(state, log, read);
          }
          agrees(hear(state, log, log.length), log, read);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("leave no hole where all was asked for", () => {
    fc.assert(
      fc.property(fc.array(wish, { minLength: 20, maxLength: 60 }), fc.integer({ min: 2, max: 9 }), (wishes, limit) => {
        const log = logOf(wishes);
        let state = begun(log, log.length);
        for (let hole = holes(room(state).talk.ranges, { from: 1, to: log.length }).at(-1); hole;) {
          state = reduce(state, pageAt(log, log.length, log.length, { before: hole.to + 1 }, limit));
          hole = holes(room(state).talk.ranges, { from: 1, to: log.length }).at(-1);
        }
        agrees(state, log);
        expect(between(room(state).talk.ranges, { from: 1, to: log.length }).length).toBe(
          messagesAt(log, log.length).length,
        );
      }),
      { numRuns: 50 },
    );
  });
});

describe("a state", () => {
  const say = (n: number) => ({ type: "send", who: 0, which: n });

  test("shares with the one before all that a message does not change", () => {
    const log = logOf(Array.from({ length: 1000 }, (_, n) => say(n)));
    const before = hear(begun(log, 3), log, log.length - 1);
    const after = hear(before, log, log.length);
    expect(after.people).toBe(before.people);
    expect(room(after).systemEvents.length).toBe(room(before).systemEvents.length);
    const same = room(after).talk.ranges.filter((chunk, index) => chunk === room(before).talk.ranges[index]);
    expect(same.length).toBe(room(before).talk.ranges.length - 1);
  });

  test("of a room that is not looked at keeps its last messages only, and counts them all", () => {
    const log = logOf(Array.from({ length: 3000 }, (_, n) => say(n)));
    const state = hear(reduce(begun(log, 3), { kind: "open", room: null }), log, log.length);
    expect(between(room(state).talk.ranges, { from: 1, to: log.length }).length).toBeLessThan(600);
    expect(unread(room(state))).toEqual({ unread: 3000, mentions: 1000 });
  });

  test("forgets everything when the log is another", () => {
    const log = logOf([say(1)]);
    const state = reduce(begun(log, 4), { kind: "epoch", epoch: "another" });
    expect(state.rooms.size).toBe(0);
    expect(state.me).toBe(BEN);
  });

  test("keeps what was loaded before the connection said which log it is, where it is of that log", () => {
    const log = logOf([say(1)]);
    const early = { ...begun(log, 4), epoch: null };
    expect(reduce(early, { kind: "epoch", epoch: EPOCH })).toEqual({ ...early, epoch: EPOCH });
    expect(reduce(early, { kind: "epoch", epoch: "another" }).rooms.size).toBe(0);
  });

  test("holds nothing of a private room that one was put out of", () => {
    const log = logOf([say(1), say(2)]);
    const begin = { ...roomAt(log, 3, BEN), visibility: "private" as const };
    let state = reduce(begun(log, 3), { kind: "room", room: begin, position: "", anew: true });
    state = hear(state, log, 5);
    state = reduce(state, { kind: "ended", frame: { frame: "ended", room: ROOM, seq: 5, reason: "removed" } });
    expect(room(state)).toMatchObject({ follow: "removed", systemEvents: [], members: null, talk: { ranges: [] } });
    expect(room(state).facts.role).toBeNull();
  });

  test("knows no more what it holds after seqs that may not be seen", () => {
    const log = logOf([say(1), say(2), say(3)]);
    let state = hear(begun(log, 3), log, 5);
    state = reduce(state, { kind: "hidden", room: ROOM, to: 8 });
    expect(room(state)).toMatchObject({ seq: 8, doubt: true, members: null, talk: { ranges: [] } });
  });

  test("keeps a message loaded alone up to date until its place is loaded", () => {
    const log = logOf([say(1), say(2), { type: "edit", who: 0, which: 0 }, say(3)]);
    const first = messagesAt(log, 5)[0];
    if (!first) throw new Error("no message");
    let state = reduce(begun(log, 5), { kind: "message", room: ROOM, askedAt: 5, message: first });
    state = hear(state, log, 7);
    expect(room(state).talk.asides.get(messageId(1))?.body).toBe(`words 0 <@${BEN}>`);
    state = reduce(state, pageAt(log, 7, 7, {}, 50));
    expect(room(state).talk.asides.size).toBe(0);
    agrees(state, log);
  });

  test("tells who is typing until they say it, or the time is over", () => {
    const log = logOf([say(1)]);
    const typing = { frame: "signal", room: ROOM, type: "typing", data: { account: ANN, until_ms: 6000 } } as const;
    const state = reduce(begun(log, 3), { kind: "signal", frame: typing, now: 1000 });
    expect(room(state).typing.get(ANN)).toBe(7000);
    expect(room(hear(state, log, 4)).typing.size).toBe(0);
  });
});
