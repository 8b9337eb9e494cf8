/** My rooms, as the sidebar and the palette show them, and the ways in and out of one. */
import { defineStore } from "pinia";
import { computed } from "vue";

import { ask } from "../api/client.ts";
import { lastSaid as lastSaidIn, unread, uuid7, type Room } from "../model/index.ts";
import { same } from "../model/order.ts";
import { language } from "../words/index.ts";
import { useDrafts } from "./drafts.ts";
import { useLive } from "./live.ts";

/** The same object while nothing in it changes. */
export interface RoomInList {
  readonly id: string;
  readonly name: string;
  readonly topic: string;
  readonly isPrivate: boolean;
  readonly unread: number;
  readonly mentions: number;
}

type Rooms = readonly RoomInList[];

export const useRooms = defineStore("rooms", () => {
  const store = useLive();
  const drafts = useDrafts();
  const kept = new Map<string, { room: Room; shown: RoomInList }>();

  /** False until the first answer: then an empty list is one. */
  const loaded = computed(() => store.state.loaded);
  const members = computed(() => [...store.state.rooms.values()].filter((room) => room.facts.role !== null));
  const names = computed(() => new Intl.Collator(language(), { numeric: true }));
  /** By name; sort them further as you like. Each list is the same while it holds the same. */
  const mine = computed((before?: Rooms) => listed(before, (room) => !room.facts.archived));
  const archived = computed((before?: Rooms) => listed(before, (room) => room.facts.archived));
  const total = computed(() =>
    mine.value.reduce((sum, one) => ({ unread: sum.unread + one.unread, mentions: sum.mentions + one.mentions }), {
      unread: 0,
      mentions: 0,
    }),
  );

  /** Sorted from the order of before, which is mostly the one that is wanted: there is little to compare then. */
  function listed(before: Rooms = [], wanted: (room: Room) => boolean): Rooms {
    const found = new Map(members.value.filter(wanted).map((room) => [room.id, inList(room)]));
    const known = before.flatMap(({ id }) => found.get(id) ?? []);
    for (const { id } of known) found.delete(id);
    const rooms = [...known, ...found.values()];
    const { compare } = names.value;
    return same(
      before,
      rooms.sort((a, b) => compare(a.name, b.name) || (a.id < b.id ? -1 : 1)),
    );
  }

  function inList(room: Room): RoomInList {
    const known = kept.get(room.id);
    if (known?.room === room) return known.shown;
    const { name, topic, visibility } = room.facts;
    const made = {
      id: room.id,
      name,
      topic,
      isPrivate: visibility === "private",
      ...unread(room),
    };
    const shown = known && alike(known.shown, made) ? known.shown : made;
    kept.set(room.id, { room, shown });
    return shown;
  }

  function one(id: string): RoomInList | undefined {
    const room = get(id);
    return room && inList(room);
  }

  function lastSaid(id: string): string | null {
    const room = get(id);
    return room ? lastSaidIn(room) : null;
  }

  function get(id: string): Room | undefined {
    return store.state.rooms.get(id);
  }

  /** Throws what `ask` throws; afterwards the room is among mine. */
  async function join(id: string): Promise<void> {
    const more = { path: { room_id: id }, key: uuid7(Date.now()) };
    const { position } = await ask("put", "/v1/rooms/{room_id}/members/me", more);
    await entered(id, position);
  }

  async function leave(id: string): Promise<void> {
    await ask("delete", "/v1/rooms/{room_id}/members/me", { path: { room_id: id }, key: uuid7(Date.now()) });
    drafts.keep(id, { text: "", replyTo: null });
  }

  /** I am a member since a position: the room is followed, and among mine, though what is read may lag behind. */
  async function entered(id: string, since: string): Promise<boolean> {
    return store.live().enter(id, since);
  }

  return { loaded, mine, archived, total, one, lastSaid, get, join, leave, entered };
});

function alike(a: RoomInList, b: RoomInList): boolean {
  return (Object.keys(a) as (keyof RoomInList)[]).every((key) => a[key] === b[key]);
}
