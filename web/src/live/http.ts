/** What the live client asks over HTTP, in its own words: one small interface, and how it is asked of `/v1`. */
import type { components } from "../api/generated/http.ts";
import type { ServerEvent } from "../api/generated/live.ts";
import type { Where } from "../model/actions.ts";
import type { Entry } from "../model/outbox.ts";
import type { MemberAnswer, MessageAnswer, PersonAnswer, Problem, RoomAnswer } from "../model/state.ts";

type Schemas = components["schemas"];

/**
 * One request as the signed-in account. Rejects with `Refused` where the server says no, with anything else where it
 * was not reached; `link` and `position` are the headers `Link` and `Parley-Position`.
 */
export type Ask = (
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  more?: { body?: object; key?: string; keepalive?: boolean },
) => Promise<{ body: unknown; link: string | null; position: string | null }>;

export class Refused extends Error {
  readonly problem: Problem;
  readonly retryAfter: number | null;

  /** `retryAfter` in milliseconds, where the server says it. */
  constructor(problem: Problem, retryAfter: number | null = null) {
    super(problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export interface Page {
  messages: MessageAnswer[];
  older: boolean;
  newer: boolean;
}

const MEMBERS = 1000;
const IDS = 200;

/** Whether a `Link` header leads somewhere by that relation. */
function leads(link: string | null, relation: "prev" | "next"): boolean {
  return link?.includes(`rel="${relation}"`) ?? false;
}

function query(values: Record<string, string | number | undefined>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== "");
  return given.length > 0
    ? `?${given.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&")}`
    : "";
}

/** An address with ids in it; what is no id would lead elsewhere. */
function at(parts: TemplateStringsArray, ...ids: string[]): string {
  if (!ids.every((id) => /^[\w-]+$/.test(id))) throw new Error("This is no id.");
  return String.raw(parts, ...ids);
}

/** The questions; `position` is what an answer must include. */
export class Http {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  async rooms(): Promise<Schemas["Rooms"]> {
    return (await this.#ask("GET", "/v1/rooms")).body as Schemas["Rooms"];
  }

  async room(room: string, includes?: string): Promise<{ room: RoomAnswer; position: string }> {
    const { body, position } = await this.#ask("GET", at`/v1/rooms/${room}` + query({ min_position: includes }));
    const found = body as RoomAnswer;
    if (found.room_id !== room) throw new Error("It is another room that was answered with.");
    return { room: found, position: position ?? includes ?? "" };
  }

  async messages(room: string, where: Where, limit: number, position: string): Promise<Page> {
    const asked = query({ ...where, limit, min_position: position });
    const { body, link } = await this.#ask("GET", at`/v1/rooms/${room}/messages` + asked);
    return { messages: (body as Schemas["Messages"]).messages, older: leads(link, "prev"), newer: leads(link, "next") };
  }

  async message(room: string, id: string, position: string): Promise<MessageAnswer> {
    const asked = query({ min_position: position });
    return (await this.#ask("GET", at`/v1/rooms/${room}/messages/${id}` + asked)).body as MessageAnswer;
  }

  async events(room: string, after: number, limit = 200): Promise<{ events: ServerEvent[]; more: boolean }> {
    const { body, link } = await this.#ask("GET", at`/v1/rooms/${room}/events` + query({ after, limit }));
    return { events: (body as { events: ServerEvent[] }).events, more: leads(link, "next") };
  }

  async members(room: string, position: string): Promise<MemberAnswer[]> {
    const found: MemberAnswer[] = [];
    for (let more = true; more;) {
      const asked = query({ limit: MEMBERS, after: found.at(-1)?.account_id, min_position: position });
      const { body, link } = await this.#ask("GET", at`/v1/rooms/${room}/members` + asked);
      found.push(...(body as Schemas["Members"]).members);
      more = leads(link, "next");
    }
    return found;
  }

  async people(ids: readonly string[]): Promise<PersonAnswer[]> {
    const found: PersonAnswer[] = [];
    for (let from = 0; from < ids.length; from += IDS) {
      const some = ids.slice(from, from + IDS).map((id) => at`ids=${id}`);
      found.push(...((await this.#ask("GET", `/v1/accounts?${some.join("&")}`)).body as Schemas["People"]).accounts);
    }
    return found;
  }

  /** Do what an entry says; its id makes it once. `keepalive`: also if the page is gone before the answer. */
  async command({ id, room, deed }: Entry, keepalive = false): Promise<number> {
    const messages = at`/v1/rooms/${room}/messages`;
    switch (deed.type) {
      case "send_message":
        return seq(
          await this.#ask("POST", messages, {
            body: { message_id: id, body: deed.body, reply_to: deed.replyTo },
            keepalive,
          }),
        );
      case "edit_message":
        return seq(
          await this.#ask("PATCH", messages + at`/${deed.messageId}`, {
            body: { body: deed.body },
            key: id,
            keepalive,
          }),
        );
      case "delete_message":
        return seq(await this.#ask("DELETE", messages + at`/${deed.messageId}`, { key: id, keepalive }));
    }
  }

  async read(room: string, upTo: number): Promise<number> {
    return seq(await this.#ask("PUT", at`/v1/rooms/${room}/read`, { body: { seq: upTo } }));
  }
}

function seq(answer: { body: unknown }): number {
  return (answer.body as Schemas["Changed"]).seq;
}
