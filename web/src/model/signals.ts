/** What passes: who is typing and who is here. */
import type { ServerSignal } from "../api/generated/live.ts";
import type { Presence, PresenceAnswer, Room } from "./state.ts";

type Typing = Extract<ServerSignal, { type: "typing" }>;
type Here = Extract<ServerSignal, { type: "presence" }>;

export function typing(room: Room, frame: Typing, now: number): Room {
  const { account, until_ms: until } = frame.data;
  const left = new Map([...room.typing].filter(([, ends]) => ends > now));
  if (until > 0) left.set(account, now + until);
  else left.delete(account);
  return { ...room, typing: left };
}

/** A message of theirs ends it, too. */
export function stopped(room: Room, account: string): Room {
  if (!room.typing.has(account)) return room;
  const left = new Map(room.typing);
  left.delete(account);
  return { ...room, typing: left };
}

export function presence(room: Room, { data }: Here): Room {
  if ("online" in data) return { ...room, presence: everybody(data.online, data.idle) };
  const one = { state: data.state, lastSeen: data.last_seen ?? null };
  return { ...room, presence: new Map(room.presence).set(data.account, one) };
}

export function presenceOf(answer: PresenceAnswer): ReadonlyMap<string, Presence> | null {
  if (!answer.told) return null;
  const here = everybody(answer.online, answer.idle);
  for (const { account_id, at } of answer.last_seen) here.set(account_id, { state: "offline", lastSeen: at });
  return here;
}

function everybody(online: readonly string[], idle: readonly string[]): Map<string, Presence> {
  const state = (which: Presence["state"]) => (account: string) => [account, { state: which, lastSeen: null }] as const;
  return new Map([...online.map(state("online")), ...idle.map(state("idle"))]);
}
