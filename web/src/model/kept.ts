/**
 * What a device keeps of the state, to show it while the server is away: my rooms, and the end of those I looked at.
 *
 * Little, for a fortnight, and nothing that the server may have taken back: a page holds as long as its room has not
 * moved. Then it is made anew from what is known, or it is gone.
 */
import { mentions } from "./mentions.ts";
import { EMPTY, putAll } from "./shelves.ts";
import {
  NO_TALK,
  NOTHING,
  type Facts,
  type Message,
  type Person,
  type Reading,
  type Room,
  type State,
} from "./state.ts";

export const MOST_PAGES = 30;
const MOST_ROOMS = 200;
const MOST_MESSAGES = 100;
const ENOUGH = 30; // messages to show of a room, unless it has fewer
const FORTNIGHT = 14 * 86_400_000;

interface KeptRoom {
  readonly id: string;
  readonly seq: number;
  readonly position: string;
  readonly facts: Facts;
  readonly reading: Reading;
}

/** My rooms as the server had them `at` a moment, and what people in the pages are called. */
export interface KeptList {
  readonly me: string;
  readonly epoch: string;
  readonly at: number;
  readonly rooms: readonly KeptRoom[];
  readonly people: readonly Person[];
}

/** All that was said in a room from one seq to its head. */
export interface KeptPage {
  readonly id: string;
  readonly epoch: string;
  readonly from: number;
  readonly seq: number;
  readonly openedAt: number;
  readonly messages: readonly Message[];
}

/** What is known of a page without reading it. */
export interface Leaf {
  readonly epoch: string;
  readonly seq: number;
  readonly openedAt: number;
  /** Whom it names. */
  readonly names: readonly string[];
}

export interface Plan {
  readonly list: KeptList;
  readonly put: readonly KeptPage[];
  /** Pages to be gone, where none of that seq or a later one is there by now. */
  readonly drop: readonly { readonly id: string; readonly below: number }[];
  /** Rooms whose end is to be asked for, so that it can be kept again. */
  readonly ask: readonly string[];
}

/** What to write so that the device has what the state has; `opened` tells when I last looked at which room. */
export function plan(
  state: State,
  leaves: ReadonlyMap<string, Leaf>,
  opened: ReadonlyMap<string, number>,
  now: number,
): Plan {
  const epoch = state.epoch ?? "";
  const openedAt = (id: string) => Math.max(opened.get(id) ?? 0, leaves.get(id)?.openedAt ?? 0);
  const mine = [...state.rooms.values()].filter((room) => room.facts.role !== null);
  const wanted = mine
    .filter((room) => openedAt(room.id) > 0)
    .sort((a, b) => openedAt(b.id) - openedAt(a.id))
    .slice(0, MOST_PAGES);
  const [put, ask, holds]: [KeptPage[], string[], Set<string>] = [[], [], new Set()];
  for (const room of wanted) {
    const leaf = leaves.get(room.id);
    const end = endOf(room);
    if (leaf?.epoch === epoch && leaf.seq === room.seq) holds.add(room.id);
    else if (end) put.push({ id: room.id, epoch, seq: room.seq, openedAt: openedAt(room.id), ...end });
    else ask.push(room.id);
  }
  const drop = [...leaves]
    .filter(([id]) => !holds.has(id) && !put.some((page) => page.id === id))
    .map(([id, leaf]) => ({ id, below: below(mine, wanted, id, leaf.seq) }));
  const names = new Set([state.me ?? "", ...put.flatMap(namesIn)]);
  for (const id of holds) for (const name of leaves.get(id)?.names ?? []) names.add(name);
  return { list: listOf(state, mine, names, now), put, drop, ask };
}

function below(mine: readonly Room[], wanted: readonly Room[], id: string, seq: number): number {
  const moved = wanted.find((room) => room.id === id);
  return moved?.seq ?? (mine.some((room) => room.id === id) ? seq + 1 : Infinity);
}

function listOf(state: State, mine: readonly Room[], names: ReadonlySet<string>, at: number): KeptList {
  const erased = new Set(mine.flatMap((room) => room.talk.changes.flatMap(erasedBy)));
  const known = [...names].map((id) => state.people.get(id)).filter((one) => one !== undefined);
  const said = (room: Room) => room.facts.lastSaidAt ?? "";
  const latest = mine.length > MOST_ROOMS ? mine.toSorted((a, b) => (said(a) < said(b) ? 1 : -1)) : mine;
  return {
    me: state.me ?? "",
    epoch: state.epoch ?? "",
    at,
    rooms: latest
      .slice(0, MOST_ROOMS)
      .map(({ id, seq, position, facts, reading }) => ({ id, seq, position, facts, reading })),
    people: known.filter((person) => !erased.has(person.id)),
  };
}

function erasedBy(change: Room["talk"]["changes"][number]): string[] {
  return change.type === "member_erased" ? [change.data.account_id] : [];
}

/** The end of a room, where enough of it is known without a hole. */
function endOf(room: Room): Pick<KeptPage, "from" | "messages"> | null {
  let from = room.seq + 1;
  let messages: readonly Message[] = [];
  for (const chunk of room.talk.ranges.toReversed()) {
    if (chunk.to !== from - 1 || messages.length >= MOST_MESSAGES) break;
    [from, messages] = [chunk.from, [...chunk.items, ...messages]];
  }
  if (from > 1 && messages.length < ENOUGH) return null;
  if (messages.length <= MOST_MESSAGES) return { from, messages };
  const last = messages.slice(-MOST_MESSAGES);
  return { from: last[0]?.seq ?? from, messages: last };
}

/** Who said something in a page, and whom it mentions; of whom nothing is left, not even the name. */
export function namesIn({ messages }: Pick<KeptPage, "messages">): string[] {
  const names = new Set<string>();
  for (const { author, body } of messages) {
    if (body === null) continue;
    names.add(author);
    for (const one of mentions(body)) names.add(one);
  }
  return [...names];
}

export function tooOld(list: KeptList, now: number): boolean {
  return Math.abs(now - list.at) > FORTNIGHT;
}

/** As it was: nothing is followed, nobody is here, and before the pages there is a hole. */
export function restored(list: KeptList, pages: readonly KeptPage[]): State {
  const ends = new Map(pages.filter((page) => page.epoch === list.epoch).map((page) => [page.id, page]));
  return {
    ...NOTHING,
    me: list.me,
    epoch: list.epoch,
    loaded: true,
    rooms: new Map(list.rooms.map((room) => [room.id, roomOf(room, ends.get(room.id))])),
    people: new Map(list.people.map((person) => [person.id, person])),
  };
}

function roomOf(kept: KeptRoom, page: KeptPage | undefined): Room {
  const covered = page && { from: page.from, to: page.seq };
  return {
    ...kept,
    seq: page?.seq ?? kept.seq,
    follow: "waiting",
    doubt: false,
    talk: {
      ...NO_TALK,
      ranges: covered ? [{ ...covered, items: page.messages }] : [],
      seqs: putAll(EMPTY, page?.messages.map((message) => [message.id, message.seq] as const) ?? []),
      changesFrom: page?.seq ?? kept.seq,
    },
    systemEvents: covered ? [{ ...covered, items: [] }] : [],
    members: null,
    typing: new Map(),
    presence: null,
  };
}
