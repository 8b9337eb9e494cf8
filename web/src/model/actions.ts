/** All that changes the state. Answers of HTTP carry `askedAt`: the room's seq when they were asked for. */
import type { Read, RoomState, ServerEnded, ServerEvent, ServerSignal } from "../api/generated/live.ts";
import type { MemberAnswer, MessageAnswer, PersonAnswer, PresenceAnswer, RoomAnswer } from "./state.ts";

/** Another log, or the first one: nothing that was known holds. */
type Begun = { kind: "epoch"; epoch: string };
type SignedIn = { kind: "signed_in"; me: string | null };

/** `GET /v1/rooms`: rooms not known yet begin, the others learn how they are. */
type RoomsAnswered = { kind: "rooms"; rooms: readonly RoomAnswer[]; position: string };
/** `GET /v1/rooms/{room}`; `anew` where the follow begins anew at its head, too. */
type RoomAnswered = { kind: "room"; room: RoomAnswer; position: string; anew: boolean };
/** The frame `ready`: my rooms' counts. */
type ReadyHeard = { kind: "ready"; rooms: readonly RoomState[] };

/** Where a page of messages was asked for: one of these, or none for the last ones; `at` is a moment (RFC 3339). */
export type Where = { before?: number; after?: number; around?: number; at?: string };
/** `GET …/messages`; `older` and `newer` are whether its `Link` leads to more. */
export type PageAnswered = {
  kind: "page";
  room: string;
  askedAt: number;
  where: Where;
  messages: readonly MessageAnswer[];
  older: boolean;
  newer: boolean;
};
/** One message, without its neighbours. */
type MessageAnswered = { kind: "message"; room: string; askedAt: number; message: MessageAnswer };
/** `GET …/events` of what lies back: all from one seq to another. Only system events are taken. */
type LogAnswered = { kind: "log"; room: string; from: number; to: number; events: readonly ServerEvent[] };
/** `GET …/members`, all pages. */
type MembersAnswered = { kind: "members"; room: string; askedAt: number; members: readonly MemberAnswer[] };
type PeopleAnswered = { kind: "people"; people: readonly PersonAnswer[] };
/** `GET …/presence`. */
type PresenceAnswered = { kind: "presence"; room: string; answer: PresenceAnswer };

/** An event of a followed room; the connection gives each once, in order. */
type Happened = { kind: "event"; frame: ServerEvent };
/** Seqs that I may not see. */
type Hidden = { kind: "hidden"; room: string; to: number };
type Followed = { kind: "followed"; room: string };
type Ended = { kind: "ended"; frame: ServerEnded };
/** There is no such room for me. */
type Barred = { kind: "barred"; room: string };
type Signalled = { kind: "signal"; frame: ServerSignal; now: number };
/** My mark was taken: `read.seq` is how far the room is read now. */
type Marked = { kind: "read"; room: string; read: Pick<Read, "seq"> & Partial<Read> };
/** The connection is gone: follows wait, and what passes is not known any more. */
type ConnectionLost = { kind: "connection_lost" };

/** The room that is looked at. */
type Opened = { kind: "open"; room: string | null };
/** Keep about so many messages around a seq. */
type Trimmed = { kind: "trim"; room: string; around: number; keep: number };

export type Action =
  | Begun
  | SignedIn
  | RoomsAnswered
  | RoomAnswered
  | ReadyHeard
  | PageAnswered
  | MessageAnswered
  | LogAnswered
  | MembersAnswered
  | PeopleAnswered
  | PresenceAnswered
  | Happened
  | Hidden
  | Followed
  | Ended
  | Barred
  | Signalled
  | Marked
  | ConnectionLost
  | Opened
  | Trimmed;
