/** What the client knows, confirmed by the server: immutable, and shared with the states before wherever nothing changed. */
import type { components } from "../api/generated/http.ts";
import type { Role, ServerEvent } from "../api/generated/live.ts";
import type { Range, Ranges } from "./ranges.ts";
import { EMPTY, type Shelves } from "./shelves.ts";

export type { Range, Role, ServerEvent };
export type RoomAnswer = components["schemas"]["Room"];
export type MessageAnswer = components["schemas"]["Message"];
export type MemberAnswer = components["schemas"]["Member"];
export type PersonAnswer = components["schemas"]["Person"];
export type PresenceAnswer = components["schemas"]["RoomPresence"];

export interface Person {
  readonly id: string;
  readonly username: string | null;
  readonly name: string;
  readonly erased: boolean;
}

/** A message as it reads now. `body` is null once its words are gone; `html` is null then, and while not yet rendered. */
export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly author: string;
  readonly body: string | null;
  readonly html: string | null;
  readonly replyTo: string | null;
  readonly sentAt: string;
  readonly editedAt: string | null;
  readonly deleted: boolean;
}

type TalkType = "message_sent" | "message_edited" | "message_deleted" | "message_erased";
/** An event that stands between the messages: somebody came or went, the room has another name … */
export type SystemEvent = Exclude<ServerEvent, { type: TalkType }>;
/** An event that changes messages said before it. */
export type Change = Extract<ServerEvent, { type: Exclude<TalkType, "message_sent"> | "member_erased" }>;

/** What holds of a room as of the seq `at`. */
export interface Facts {
  readonly at: number;
  readonly name: string;
  readonly topic: string;
  readonly visibility: RoomAnswer["visibility"];
  readonly history: RoomAnswer["history"];
  readonly archived: boolean;
  readonly createdAt: string;
  readonly memberCount: number;
  /** When something was said last, as of `at`: what came since is in the talk. */
  readonly lastSaidAt: string | null;
  /** What I am in it; null where I am no member. */
  readonly role: Role | null;
}

export interface Unread {
  readonly seq: number;
  readonly id: string;
  readonly author: string;
  readonly mention: boolean;
}

/** How far I have read: what the server counted at the seq `at`, and the messages of others `since`. */
export interface Reading {
  /** The greatest seq known to be read; 0 while none is. */
  readonly upTo: number;
  readonly at: number;
  readonly unread: number;
  readonly mentions: number;
  readonly since: readonly Unread[];
}

export interface Member {
  readonly account: string;
  readonly role: Role;
  readonly sinceSeq: number;
  readonly joinedAt: string;
}

export interface Presence {
  readonly state: "online" | "idle" | "offline";
  readonly lastSeen: string | null;
}

export interface Talk {
  readonly ranges: Ranges<Message>;
  /** The seq of each message in `ranges`, by its id. */
  readonly seqs: Shelves<number>;
  /** Messages loaded alone, of which the neighbours are not known: what somebody replied to. */
  readonly asides: ReadonlyMap<string, Message>;
  /** The latest changes, complete after the seq `changesFrom`: an answer asked for before them is brought up to them. */
  readonly changes: readonly Change[];
  readonly changesFrom: number;
}

/** `live`: all comes as it happens; `waiting`: it will again; the others: the follow has ended, and why. */
export type Follow = "waiting" | "live" | "removed" | "left" | "archived";

export interface Room {
  readonly id: string;
  /** The last seq heard: everything up to it is in here. */
  readonly seq: number;
  /** What a question about this room passes as `min_position`. */
  readonly position: string;
  readonly follow: Follow;
  /** Whether facts and counts may be off, and `GET /v1/rooms/{room}` tells. */
  readonly doubt: boolean;
  readonly facts: Facts;
  readonly reading: Reading;
  readonly talk: Talk;
  readonly systemEvents: Ranges<SystemEvent>;
  /** Null until somebody asked. */
  readonly members: ReadonlyMap<string, Member> | null;
  /** Who is typing, and until when on the clock that signals come with. */
  readonly typing: ReadonlyMap<string, number>;
  /** Null while nothing is known, as in rooms with too many members. */
  readonly presence: ReadonlyMap<string, Presence> | null;
}

export interface State {
  readonly me: string | null;
  readonly epoch: string | null;
  /** Whether `rooms` has all of mine. */
  readonly loaded: boolean;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly people: ReadonlyMap<string, Person>;
  /** The room that is looked at: of others only the last messages are kept. */
  readonly open: string | null;
}

export const NOTHING: State = { me: null, epoch: null, loaded: false, rooms: new Map(), people: new Map(), open: null };

export const NO_TALK: Talk = { ranges: [], seqs: EMPTY, asides: new Map(), changes: [], changesFrom: 0 };
