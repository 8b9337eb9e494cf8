import { describe, expect, test } from "vitest";
import { reduce } from "./reduce.ts";
import { NOTHING, type Room, type State } from "./state.ts";
import { timeline, type Row, type Wishes } from "./timeline.ts";
import { ANN, BEN, EPOCH, logOf, messagesAt, pageAt, ROOM, roomAt, type Wish } from "./testing/log.ts";
import { done } from "./outbox.ts";

const send = (who: number, which = 1): Wish => ({ type: "send", who, which });
const wishes: Wishes = { dayOf: (at) => at.slice(0, 10), unreadAfter: null, me: BEN };

function state(log: ReturnType<typeof logOf>, from = 3, to = log.length): State {
  const me = reduce(reduce(NOTHING, { kind: "signed_in", me: BEN }), { kind: "epoch", epoch: EPOCH });
  const begun = reduce(me, { kind: "room", room: roomAt(log, from, BEN), position: "", anew: true });
  const open = reduce(begun, { kind: "open", room: ROOM });
  return log.slice(from, to).reduce((sum, frame) => reduce(sum, { kind: "event", frame }), open);
}

function room(from: State): Room {
  const found = from.rooms.get(ROOM);
  if (!found) throw new Error("no room");
  return found;
}

const brief = (rows: readonly Row[]) =>
  rows.map((row) => {
    if (row.kind === "message") return `${row.first ? "+" : " "}${String(row.message.seq)}`;
    if (row.kind === "events") return row.events.map((event) => event.type).join(" ");
    return row.kind === "hole" ? `hole ${String(row.from)}-${String(row.to)}` : row.kind;
  });

describe("a timeline", () => {
  test("groups messages by author, and begins anew after whoever came", () => {
    const log = logOf([send(0), send(0), send(1), send(2, 1), { type: "come", who: 2, which: 1 }, send(0), send(0, 5)]);
    const rows = brief(timeline(room(state(log)), [], wishes));
    expect(rows).toEqual(["hole 1-3", "day", "+4", " 5", "+6", "member_joined", "+9", " 10"]);
  });

  test("says which seqs are not known, until they are", () => {
    const log = logOf(Array.from({ length: 20 }, () => send(0)));
    const all = room(reduce(state(log, 20), pageAt(log, 20, 20, { before: 12 }, 3)));
    expect(brief(timeline(all, [], wishes)).filter((row) => row.startsWith("hole"))).toEqual([
      "hole 1-8",
      "hole 12-20",
    ]);
    const whole = room(reduce(state(log), pageAt(log, 23, 23, {}, 100)));
    expect(brief(timeline(whole, [], wishes)).filter((row) => row.startsWith("hole"))).toEqual([]);
  });

  test("has one line before the first unread message of others", () => {
    const log = logOf([send(0), send(1), send(0), send(0)]);
    expect(brief(timeline(room(state(log)), [], { ...wishes, unreadAfter: 4 })).slice(1)).toEqual([
      "day",
      "+4",
      "+5",
      "unread",
      "+6",
      " 7",
    ]);
  });

  test("ends with what is not there yet", () => {
    const log = logOf([send(0)]);
    const entry = done("mine", ROOM, { type: "send_message", body: "Wait", replyTo: null }, 0);
    expect(brief(timeline(room(state(log)), [entry], wishes)).at(-1)).toBe("pending");
  });

  test("groups what is not there yet as it will be grouped when it is", () => {
    const last = Date.parse(logOf([send(0)]).at(-1)?.at ?? "");
    const [minute, day] = [60_000, 24 * 3_600_000];
    const mine = [minute, 2 * minute, 10 * minute, day, day + minute].map((later, index) =>
      done(`mine ${String(index)}`, ROOM, { type: "send_message", body: "", replyTo: null }, last + later),
    );
    const rows = timeline(room(state(logOf([send(0)]))), mine, { ...wishes, me: ANN });
    const drawn = rows.slice(-6).map((row) => (row.kind === "pending" ? row.first : row.kind));
    expect(drawn).toEqual([false, false, true, "day", true, false]);
  });

  test("keeps the rows that a message more does not change, the same objects", () => {
    const log = logOf(Array.from({ length: 1000 }, (_, n) => send(n % 3 ? 0 : 1)));
    const current = state(log, 3, log.length - 1);
    const rows = timeline(room(current), [], wishes);
    const last = log.at(-1);
    if (!last) throw new Error("no event");
    const more = timeline(room(reduce(current, { kind: "event", frame: last })), [], wishes);
    expect(more.filter((row, index) => row === rows[index]).length).toBeGreaterThan(800);
  });

  test("has every message once, in order, with a key of its own", () => {
    const log = logOf(Array.from({ length: 300 }, (_, n) => ({ type: n % 7 ? "send" : "role", who: n % 3, which: n })));
    const rows = timeline(room(reduce(state(log, 3), pageAt(log, log.length, log.length, {}, 400))), [], wishes);
    const said = rows.flatMap((row) => (row.kind === "message" ? [row.message.id] : []));
    expect(said).toEqual(messagesAt(log, log.length).map((one) => one.message_id));
    expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
    expect(rows.some((row) => row.kind === "message" && row.message.author === ANN)).toBe(true);
  });
});
