/** A room's log as a server would keep it, and what it would answer at any seq: the plainest way there is. For tests. */
import fc from "fast-check";
import type { PageAnswered, Where } from "../actions.ts";
import type { MemberAnswer, MessageAnswer, RoomAnswer, ServerEvent } from "../state.ts";

export const ROOM = "5b0c1de4-3a52-8b5e-a1f7-90c4fb3a4d21";
export const [ANN, BEN, CLEO] = [1, 2, 3].map((n) => `00000000-0000-7000-8000-0000000000a${String(n)}`) as [
  string,
  string,
  string,
];
const PEOPLE = [ANN, BEN, CLEO];
export const EPOCH = "1f0c22aa9b3d";

export type Wish = { type: string; who: number; which: number };
export const wish: fc.Arbitrary<Wish> = fc.record({
  type: fc.constantFrom(
    "send",
    "send",
    "send",
    "send",
    "edit",
    "delete",
    "erase",
    "come",
    "go",
    "role",
    "rename",
    "erased",
  ),
  who: fc.nat(2),
  which: fc.nat(1000),
});

export function messageId(n: number): string {
  return `019378a1-5f6e-7c31-9a4b-${n.toString(16).padStart(12, "0")}`;
}

/** The events of a room that ANN owns, as the rules allow what is wished for. */
export function logOf(wishes: readonly Wish[], me = BEN): ServerEvent[] {
  const log: ServerEvent[] = [];
  const roles = new Map<string, string>();
  const said: { id: string; author: string; deleted: boolean }[] = [];
  const tell = (type: string, actor: string, data: object, html?: string) => {
    const seq = log.length + 1;
    const at = new Date(Date.UTC(2026, 10, 22, 9, seq)).toISOString();
    const event = {
      frame: "event",
      room: ROOM,
      seq,
      position: `${EPOCH}.${String(seq)}`,
      event_id: `e${String(seq)}`,
      type,
      v: 1,
      at,
      actor,
      data,
    };
    log.push((html === undefined ? event : { ...event, html }) as ServerEvent);
  };
  const comes = (account_id: string, role: string) => {
    roles.set(account_id, role);
    tell("member_joined", account_id, { account_id, role });
  };
  tell("room_created", ANN, { name: "Room", topic: "", visibility: "public", history: "all" });
  comes(ANN, "owner");
  comes(me, "member");
  for (const { type, who, which } of wishes) {
    const account = PEOPLE[who] ?? ANN;
    const message = said[which % Math.max(said.length, 1)];
    const named = which % 3 === 0 ? [me] : [];
    const body = `words ${String(which)}${named.map((one) => ` <@${one}>`).join("")}`;
    if (type === "send" && roles.has(account)) {
      const id = messageId(said.length + 1);
      const reply_to = which % 5 === 0 ? (message?.id ?? null) : null;
      said.push({ id, author: account, deleted: false });
      tell("message_sent", account, { message_id: id, body, mentions: named, reply_to }, `<p>${body}</p>`);
    } else if (type === "edit" && message && !message.deleted) {
      tell("message_edited", message.author, { message_id: message.id, body, mentions: named }, `<p>${body}</p>`);
    } else if (type === "delete" && message && !message.deleted) {
      message.deleted = true;
      tell("message_deleted", ANN, { message_id: message.id });
    } else if (type === "erase" && message && !message.deleted) {
      message.deleted = true; // nothing is done with it any more
      tell("message_erased", ANN, { message_id: message.id });
    } else if (type === "come" && !roles.has(account)) {
      comes(account, "member");
    } else if (type === "go" && account === CLEO && roles.has(account)) {
      tell("member_left", account, { account_id: account, role: roles.get(account) });
      roles.delete(account);
    } else if (type === "role" && account !== ANN && roles.has(account)) {
      const [was, role] = [roles.get(account), which % 2 ? "moderator" : "member"];
      roles.set(account, role);
      tell("member_role_changed", ANN, { account_id: account, role, was });
    } else if (type === "rename") {
      tell("room_renamed", ANN, { name: `Room ${String(which)}` });
    } else if (type === "erased" && account === CLEO && which % 7 === 0) {
      tell("member_erased", account, { account_id: account, role: roles.get(account) ?? null });
      roles.delete(account);
      for (const one of said) one.deleted ||= one.author === account; // nobody is left to change them
    } else {
      tell("something_new", account, {});
    }
  }
  return log;
}

/** `GET …/messages` with everything, at a seq. */
export function messagesAt(log: readonly ServerEvent[], seq: number): (MessageAnswer & { mentions: string[] })[] {
  const found = new Map<string, MessageAnswer & { mentions: string[] }>();
  const words = (id: string, change: Partial<MessageAnswer & { mentions: string[] }>) => {
    const known = found.get(id);
    if (known) found.set(id, { ...known, ...change });
  };
  const none = { body: null, html: null, redacted: true, mentions: [] };
  for (const event of log.slice(0, seq)) {
    if (event.type === "message_sent") {
      const { message_id, body, mentions, reply_to } = event.data;
      const author = { account_id: event.actor, username: null, display_name: "", erased: false };
      const known = { message_id, seq: event.seq, author, body, html: event.html ?? null, reply_to, sent_at: event.at };
      found.set(message_id, { ...known, edited_at: null, deleted: false, redacted: false, mentions });
    } else if (event.type === "message_edited") {
      const { body, mentions } = event.data;
      words(event.data.message_id, { body, html: event.html ?? null, edited_at: event.at, redacted: false, mentions });
    } else if (event.type === "message_deleted") words(event.data.message_id, { ...none, deleted: true });
    else if (event.type === "message_erased") words(event.data.message_id, none);
    else if (event.type === "member_erased") {
      for (const one of found.values())
        if (one.author.account_id === event.data.account_id) words(one.message_id, none);
    }
  }
  return [...found.values()];
}

export function membersAt(log: readonly ServerEvent[], seq: number): MemberAnswer[] {
  const found = new Map<string, MemberAnswer>();
  for (const event of log.slice(0, seq)) {
    if (event.type === "member_joined") {
      const { account_id, role } = event.data;
      found.set(account_id, {
        account_id,
        username: null,
        display_name: "",
        role,
        since_seq: event.seq,
        joined_at: event.at,
      });
    } else if (event.type === "member_role_changed") {
      const known = found.get(event.data.account_id);
      if (known) found.set(known.account_id, { ...known, role: event.data.role });
    } else if (event.type === "member_left" || event.type === "member_erased") found.delete(event.data.account_id);
  }
  return [...found.values()];
}

/** `GET /v1/rooms/{room}` at a seq, of somebody whose last mark is `read`. */
export function roomAt(log: readonly ServerEvent[], seq: number, me: string, read = 0): RoomAnswer {
  const said = messagesAt(log, seq);
  const mine = log.slice(0, seq).filter((event) => event.type === "message_sent" && event.actor === me);
  const mark = Math.max(
    read,
    mine.at(-1)?.seq ?? 0,
    membersAt(log, seq).find((one) => one.account_id === me)?.since_seq ?? 0,
  );
  const role = membersAt(log, seq).find((one) => one.account_id === me)?.role ?? null;
  const left = said.filter((one) => one.seq > mark && one.body !== null);
  const renamed = log.slice(0, seq).findLast((event) => event.type === "room_renamed");
  return {
    room_id: ROOM,
    name: renamed?.type === "room_renamed" ? renamed.data.name : "Room",
    topic: "",
    visibility: "public",
    history: "all",
    archived: false,
    created_by: ANN,
    created_at: log[0]?.at ?? "",
    head: seq,
    member_count: membersAt(log, seq).length,
    role,
    read_seq: role === null ? null : mark,
    unread: left.length,
    mentions: left.filter((one) => one.mentions.includes(me) && one.author.account_id !== me).length,
    last_said_at: null,
  };
}

/** A page as HTTP gives it: asked for at one seq, answered at a later one. */
export function pageAt(
  log: readonly ServerEvent[],
  askedAt: number,
  seq: number,
  where: Where,
  limit: number,
): PageAnswered {
  const all = messagesAt(log, seq);
  const before = (end: number, most: number) => all.filter((one) => one.seq < end).slice(-most || all.length);
  const after = (from: number, most: number) => all.filter((one) => one.seq > from).slice(0, most);
  const half = Math.floor(limit / 2);
  const moment = all.find((one) => where.at !== undefined && Date.parse(one.sent_at) >= Date.parse(where.at));
  const around = where.around ?? moment?.seq;
  const messages =
    where.after !== undefined
      ? after(where.after, limit)
      : around !== undefined
        ? [...before(around, half), ...after(around - 1, limit - half)]
        : before(where.before ?? Infinity, limit);
  const [first, last] = [messages[0]?.seq ?? Infinity, messages.at(-1)?.seq ?? 0];
  const older = messages.length > 0 && all.some((one) => one.seq < first);
  const newer = messages.length > 0 && all.some((one) => one.seq > last);
  return { kind: "page", room: ROOM, askedAt, where, messages, older, newer };
}
