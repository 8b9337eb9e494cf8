/** What the live client asks over HTTP, in its own words. */
import type { Answer, Ask } from "../api/asker.ts";
import type { ServerEvent } from "../api/generated/live.ts";
import type { Where } from "../model/actions.ts";
import type { Entry } from "../model/outbox.ts";
import type { MemberAnswer, MessageAnswer, PersonAnswer, PresenceAnswer, RoomAnswer } from "../model/state.ts";

export interface Page {
  messages: MessageAnswer[];
  older: boolean;
  newer: boolean;
}

const MEMBERS = 1000;
const IDS = 200;

/** Whether a `Link` header leads somewhere by that relation. */
function leads(headers: Headers, relation: "prev" | "next"): boolean {
  return headers.get("link")?.includes(`rel="${relation}"`) ?? false;
}

/** What an answer must include; nothing where it is not known. */
function including(position: string | undefined): { min_position?: string } {
  return position ? { min_position: position } : {};
}

/** The questions; `position` is what an answer must include. */
export class Http {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async rooms(): Promise<Answer<"/v1/rooms", "get">> {
    return (await this.#ask("get", "/v1/rooms")).body;
  }

  async room(room: string, includes?: string): Promise<{ room: RoomAnswer; position: string }> {
    const asked = { path: { room_id: room }, query: including(includes) };
    const { body, headers } = await this.#ask("get", "/v1/rooms/{room_id}", asked);
    if (body.room_id !== room) throw new Error("It is another room that was answered with.");
    return { room: body, position: headers.get("parley-position") ?? includes ?? "" };
  }

  async messages(room: string, where: Where, limit: number, position: string): Promise<Page> {
    const asked = { path: { room_id: room }, query: { ...where, limit, ...including(position) } };
    const { body, headers } = await this.#ask("get", "/v1/rooms/{room_id}/messages", asked);
    return { messages: body.messages, older: leads(headers, "prev"), newer: leads(headers, "next") };
  }

  async message(room: string, id: string, position: string): Promise<MessageAnswer> {
    const asked = { path: { room_id: room, message_id: id }, query: including(position) };
    return (await this.#ask("get", "/v1/rooms/{room_id}/messages/{message_id}", asked)).body;
  }

  async events(room: string, after: number, limit = 200): Promise<{ events: ServerEvent[]; more: boolean }> {
    const asked = { path: { room_id: room }, query: { after, limit } };
    const { body, headers } = await this.#ask("get", "/v1/rooms/{room_id}/events", asked);
    const events = body.events as ServerEvent[]; // as the live contracts have them, which say more
    return { events, more: leads(headers, "next") };
  }

  async members(room: string, position: string): Promise<MemberAnswer[]> {
    const found: MemberAnswer[] = [];
    for (let more = true; more;) {
      const last = found.at(-1);
      const query = { limit: MEMBERS, ...(last && { after: last.account_id }), ...including(position) };
      const asked = { path: { room_id: room }, query };
      const { body, headers } = await this.#ask("get", "/v1/rooms/{room_id}/members", asked);
      found.push(...body.members);
      more = leads(headers, "next");
    }
    return found;
  }

  async presence(room: string): Promise<PresenceAnswer> {
    return (await this.#ask("get", "/v1/rooms/{room_id}/presence", { path: { room_id: room } })).body;
  }

  async people(ids: readonly string[]): Promise<PersonAnswer[]> {
    const found: PersonAnswer[] = [];
    for (let from = 0; from < ids.length; from += IDS) {
      const { body } = await this.#ask("get", "/v1/accounts", { query: { ids: ids.slice(from, from + IDS) } });
      found.push(...body.accounts);
    }
    return found;
  }

  /** Do what an entry says; its id makes it once. `keepalive`: also if the page is gone before the answer. */
  async command({ id, room, deed }: Entry, keepalive = false): Promise<number> {
    const path = { room_id: room };
    switch (deed.type) {
      case "send_message": {
        const body = { message_id: id, body: deed.body, reply_to: deed.replyTo };
        return (await this.#ask("post", "/v1/rooms/{room_id}/messages", { path, body, keepalive })).body.seq;
      }
      case "edit_message": {
        const asked = { path: { ...path, message_id: deed.messageId }, body: { body: deed.body }, key: id, keepalive };
        return (await this.#ask("patch", "/v1/rooms/{room_id}/messages/{message_id}", asked)).body.seq;
      }
      case "delete_message": {
        const asked = { path: { ...path, message_id: deed.messageId }, key: id, keepalive };
        return (await this.#ask("delete", "/v1/rooms/{room_id}/messages/{message_id}", asked)).body.seq;
      }
    }
  }

  async read(room: string, upTo: number): Promise<number> {
    return (await this.#ask("put", "/v1/rooms/{room_id}/read", { path: { room_id: room }, body: { seq: upTo } })).body
      .seq;
  }
}
