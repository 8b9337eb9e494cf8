/** Another client of the same server: what it does happens without the browser. */
import { randomUUID } from "node:crypto";

export class Api {
  private readonly url: string;
  private token = "";
  account = "";

  constructor(url: string) {
    this.url = url;
  }

  /** Sign in, with a new account where there is none of this name. */
  async signIn(username: string, password: string, display_name = username): Promise<this> {
    await this.ask("POST", "/v1/accounts", { username, password, display_name }).catch(() => undefined);
    const session = await this.ask("POST", "/v1/sessions", { username, password });
    this.token = String(session["access_token"]);
    this.account = String(session["account_id"]);
    return this;
  }

  async open(name: string, visibility = "public"): Promise<string> {
    return String((await this.ask("POST", "/v1/rooms", { name, visibility }))["room_id"]);
  }

  async join(room: string): Promise<void> {
    await this.ask("PUT", `/v1/rooms/${room}/members/me`);
  }

  async say(room: string, body: string): Promise<void> {
    await this.ask("POST", `/v1/rooms/${room}/messages`, { body, message_id: randomUUID() });
  }

  async ask(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const headers = { authorization: `Bearer ${this.token}`, "content-type": "application/json" };
    const answer = await fetch(this.url + path, { method, headers, body: body ? JSON.stringify(body) : null });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
    return text ? (JSON.parse(text) as Record<string, unknown>) : {};
  }
}
