/** A room as it begins, is loaded anew, is read, and ends. */
import type { Read, RoomState, ServerEnded } from "../api/generated/live.ts";
import { factsAfter, factsOf } from "./facts.ts";
import { between, cover, holes } from "./ranges.ts";
import type { Reading, Room, RoomAnswer } from "./state.ts";
import { begun } from "./talk.ts";
import { countedAt, readingOf, readUpTo } from "./unread.ts";

/** A room of which nothing was said yet; it is followed from its head on. */
export function begin(answer: RoomAnswer, position: string): Room {
  return {
    id: answer.room_id,
    seq: answer.head,
    position,
    follow: "waiting",
    doubt: false,
    facts: factsOf(answer),
    reading: readingOf(answer),
    talk: begun(answer.head),
    systemEvents: [],
    members: null,
    typing: new Map(),
    presence: null,
  };
}

/** A room that is followed, as the server had it at a seq before or after what was heard; what is older is no news. */
export function refreshed(room: Room, answer: RoomAnswer, me: string | null): Room {
  const since = { from: answer.head + 1, to: room.seq };
  if (holes(room.systemEvents, since).length > 0) return room;
  const newer = answer.head >= room.facts.at;
  const facts = newer
    ? between(room.systemEvents, since).reduce((sum, event) => factsAfter(sum, event, me), factsOf(answer))
    : room.facts;
  if (answer.head < room.reading.at) return { ...room, facts };
  const { reading, exact } = countedAt(room.reading, answer, room.talk, me);
  return { ...room, facts, reading, doubt: !exact };
}

/** My counts as the frame `ready` tells them, true at a head. */
export function recounted(room: Room, counts: RoomState, me: string | null): Room {
  if (counts.head < room.reading.at) return room;
  const { reading, exact } = countedAt(room.reading, counts, room.talk, me);
  return { ...room, reading, doubt: room.doubt || !exact };
}

/** How far I have read, and, from the signal, how many are left by a count of a seq that is not said. */
export function marked(room: Room, read: Pick<Read, "seq"> & Partial<Read>, me: string | null): Room {
  const { reading, exact } = readUpTo(room.reading, read.seq, room.talk, me);
  if (reading === room.reading) return room;
  return exact ? { ...room, reading } : { ...room, reading: estimate(reading, read), doubt: true };
}

/** Until the room is asked anew: what the signal says, which may have counted what came since. */
function estimate(reading: Reading, { unread, mentions }: Partial<Read>): Reading {
  const left = (all: number | null | undefined, known: number, since: number) =>
    all === undefined || all === null ? known : Math.max(all - since, 0);
  const named = reading.since.filter((one) => one.mention).length;
  return {
    ...reading,
    unread: left(unread, reading.unread, reading.since.length),
    mentions: left(mentions, reading.mentions, named),
  };
}

/** Seqs that I may not see: what I hold may have changed in them, so it is asked for anew. */
export function hidden(room: Room, to: number): Room {
  if (to <= room.seq) return room;
  const systemEvents = cover(room.systemEvents, { from: room.seq + 1, to }, []);
  return { ...room, seq: to, talk: begun(to), systemEvents, members: null, doubt: true };
}

/** Who is out of a room has no role there; of a private one they may read nothing any more. */
export function ended(room: Room, { reason }: ServerEnded): Room {
  const follow = reason === "archived" || reason === "removed" ? reason : "left";
  const quiet: Room = { ...room, follow, typing: new Map(), presence: null };
  if (follow === "archived") return quiet;
  const left = { ...quiet, facts: { ...room.facts, role: null } };
  if (room.facts.visibility === "public") return left;
  return { ...left, talk: begun(room.seq), systemEvents: [], members: null };
}
