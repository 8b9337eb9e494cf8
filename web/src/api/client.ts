/** One typed way to ask the server: `ask("get", "/v1/rooms/{room_id}", { path: { room_id } })`. */
import type { paths } from "./generated/http.ts";
import { Problem, Unreachable, problemOf } from "./problem.ts";
import { PATIENCE_MS, accessToken, account } from "./tokens.ts";

export type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : undefined;

export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 204)]> : never;

type Parameters<O, K extends "path" | "query"> = O extends { parameters: { [key in K]?: infer T } } ? T : undefined;
type Sent<O> = O extends { requestBody: { content: { "application/json": infer Body } } }
  ? { body: Body }
  : O extends { requestBody?: infer Content }
    ? { body?: Json<Content> }
    : object;
type Placed<O> = Parameters<O, "path"> extends object ? { path: Parameters<O, "path"> } : object;
export type Given<P extends keyof paths, M extends Method> = Placed<Operation<P, M>> &
  Sent<Operation<P, M>> & {
    query?: Parameters<Operation<P, M>, "query"> | undefined;
    /** The command's id: the same request with the same key is done once. */
    key?: string;
    signal?: AbortSignal;
  };

type Rest<G> = object extends G ? [given?: G] : [given: G];

export interface Loose {
  path?: Record<string, string>;
  query?: Record<string, string | number | readonly string[] | undefined>;
  body?: unknown;
  key?: string;
  signal?: AbortSignal;
  /** Whether it is to arrive though the page is gone. */
  keepalive?: boolean;
  /** As whom; who is signed in now, where nobody is named. */
  whose?: string;
}

/** As who is signed in; throws `Problem`, `Unreachable`, or `SignedOut`. */
export async function ask<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[given]: Rest<Given<P, M>>
): Promise<Answer<P, M>> {
  return bodyOf<Answer<P, M>>(await answerTo(method, path, (given ?? {}) as Loose));
}

/** The same without types, for who reads the answer's headers, too; throws `Unreachable` or `SignedOut`. */
export async function answerTo(method: Method, path: string, given: Loose = {}): Promise<Response> {
  const whose = given.whose ?? account();
  const token = await accessToken(undefined, whose);
  const answer = await send(method, path, given, token);
  return isRefused(answer) ? send(method, path, given, await accessToken(token, whose)) : answer;
}

/** The last word of a session that is over here already. */
export async function endSession(token: () => Promise<string>): Promise<void> {
  await bodyOf(await send("delete", "/v1/sessions/current", { keepalive: true }, await token()));
}

/** Whether it is the token that will not do; of a wrong password the answer has the same status. */
function isRefused({ status, headers }: Response): boolean {
  return status === 401 && headers.get("www-authenticate")?.includes("invalid_token") === true;
}

/** As nobody: to register, to sign in, and before that. */
export async function askOpenly<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[given]: Rest<Given<P, M>>
): Promise<Answer<P, M>> {
  return bodyOf<Answer<P, M>>(await send(method, path, (given ?? {}) as Loose));
}

async function send(method: Method, path: string, given: Loose, token?: string): Promise<Response> {
  const headers = new Headers();
  if (token) headers.set("authorization", `Bearer ${token}`);
  if (given.key) headers.set("idempotency-key", given.key);
  if (given.body !== undefined) headers.set("content-type", "application/json");
  const body = given.body === undefined ? null : JSON.stringify(given.body);
  const asked: RequestInit = { method: method.toUpperCase(), headers, body, cache: "no-store" };
  if (given.keepalive) asked.keepalive = true;
  const late = AbortSignal.timeout(PATIENCE_MS);
  asked.signal = given.signal ? either(given.signal, late) : late;
  try {
    return await fetch(address(path, given), asked);
  } catch (reason) {
    if (given.signal?.aborted) throw reason;
    throw new Unreachable(reason);
  }
}

/** `AbortSignal.any`, for browsers of before it. */
function either(...signals: AbortSignal[]): AbortSignal {
  const both = new AbortController();
  for (const one of signals) {
    const stop = () => {
      both.abort(one.reason);
    };
    if (one.aborted) stop();
    else one.addEventListener("abort", stop, { once: true, signal: both.signal });
  }
  return both.signal;
}

function address(path: string, { path: parts = {}, query = {} }: Loose): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(parts[name] ?? ""));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) asked.append(name, String(each));
    }
  }
  return asked.size ? `${filled}?${asked}` : filled;
}

async function bodyOf<Body>(answer: Response): Promise<Body> {
  try {
    if (!answer.ok) throw await problemOf(answer);
    return (answer.status === 204 ? undefined : await answer.json()) as Body;
  } catch (reason) {
    if (reason instanceof Problem || (reason instanceof DOMException && reason.name === "AbortError")) throw reason;
    throw new Unreachable(reason);
  }
}
