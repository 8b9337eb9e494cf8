/**
 * Replays what readers recorded of rooms, a file of JSON lines each, and compares what the client then shows with what
 * HTTP said at the end: `node scripts/replay.ts FOLDER`. Written by tests/web/recorder.py.
 */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerFrame } from "../src/api/generated/live.ts";
import type { PageAnswered } from "../src/model/actions.ts";
import { messageFrom } from "../src/model/messages.ts";
import { between, holes, NOTHING, reduce, unread, type Room, type State } from "../src/model/index.ts";
import type { MemberAnswer, MessageAnswer, RoomAnswer } from "../src/model/state.ts";

type End = { end: RoomAnswer | null; members: MemberAnswer[]; messages: MessageAnswer[] };
type Recorded =
  | { me: string; room: string }
  | { told: RoomAnswer; position: string; anew: boolean }
  | { frame: ServerFrame }
  | { page: Omit<PageAnswered, "kind"> }
  | { members: MemberAnswer[]; askedAt: number }
  | { read: number }
  | { looks: boolean }
  | { barred: true }
  | End;

class Reader {
  state: State = NOTHING;
  room = "";
  hidden: { from: number; to: number } | null = null;
  compared = { messages: 0, counts: 0, members: 0 };

  get known(): Room | undefined {
    return this.state.rooms.get(this.room);
  }

  hears(line: Recorded): void {
    if ("me" in line) {
      this.room = line.room;
      this.tell({ kind: "signed_in", me: line.me });
      this.tell({ kind: "open", room: this.room });
    } else if ("told" in line) this.tell({ kind: "room", room: line.told, position: line.position, anew: line.anew });
    else if ("frame" in line) this.frame(line.frame);
    else if ("page" in line) this.tell({ kind: "page", ...line.page });
    else if ("askedAt" in line) this.tell({ kind: "members", room: this.room, ...line });
    else if ("read" in line) this.tell({ kind: "read", room: this.room, read: { seq: line.read } });
    else if ("looks" in line) this.tell({ kind: "open", room: line.looks ? this.room : null });
    else if ("barred" in line) this.tell({ kind: "barred", room: this.room });
    else this.ends(line);
  }

  frame(frame: ServerFrame): void {
    if (frame.frame === "followed") this.hidden = frame.hidden;
    if (frame.frame === "followed") this.tell({ kind: "followed", room: this.room });
    else if (frame.frame === "event") this.tell({ kind: "event", frame });
    else if (frame.frame === "ended") this.tell({ kind: "ended", frame });
    const next = (this.known?.seq ?? 0) + 1;
    if (this.hidden && this.hidden.from <= next && next <= this.hidden.to) {
      this.tell({ kind: "hidden", room: this.room, to: this.hidden.to });
    }
  }

  ends({ end, members, messages }: End): void {
    const room = this.known;
    if (!end) {
      const left =
        room && (room.facts.visibility === "public" || room.talk.ranges.length + room.systemEvents.length > 0);
      assert.ok(!left, "what may not be read is still shown");
      return;
    }
    assert.ok(room, "a room that may be read is not shown");
    assert.equal(room.seq, end.head);
    const { name, topic, archived, member_count: memberCount, role } = end;
    assert.deepEqual({ ...room.facts, at: 0 }, { ...room.facts, at: 0, name, topic, archived, memberCount, role });
    const whole = { from: 1, to: room.seq };
    const unknown = holes(room.talk.ranges, whole);
    const fresh = messages
      .map(messageFrom)
      .filter(({ seq }) => !unknown.some(({ from, to }) => from <= seq && seq <= to));
    assert.deepEqual(between(room.talk.ranges, whole), fresh);
    this.compared.messages += fresh.length;
    if (role !== null && !room.doubt) {
      assert.deepEqual(unread(room), { unread: end.unread, mentions: end.mentions });
      this.compared.counts++;
    }
    if (!room.members) return;
    const shown = [...room.members.values()].map((one) => [one.account, one.role, one.sinceSeq, one.joinedAt]);
    const there = members.map((one) => [one.account_id, one.role, one.since_seq, one.joined_at]);
    assert.deepEqual(shown.sort(), there.sort());
    this.compared.members += there.length;
  }

  tell(action: Parameters<typeof reduce>[1]): void {
    this.state = reduce(this.state, action);
  }
}

const folder = process.argv[2] ?? ".";
const sum = { readers: 0, messages: 0, counts: 0, members: 0 };
for (const name of readdirSync(folder).sort()) {
  const reader = new Reader();
  const lines = readFileSync(join(folder, name), "utf8").trimEnd().split("\n");
  for (const [index, line] of lines.entries()) {
    try {
      reader.hears(JSON.parse(line) as Recorded);
    } catch (error) {
      const before = lines.slice(Math.max(index - 8, 0), index + 1);
      console.error(`${name}, line ${String(index + 1)}:\n${before.map((one) => one.slice(0, 400)).join("\n")}`);
      throw error;
    }
  }
  sum.readers++;
  for (const key of ["messages", "counts", "members"] as const) sum[key] += reader.compared[key];
}
console.log(JSON.stringify(sum));
