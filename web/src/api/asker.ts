/** Typed requests, whoever carries them: `await ask("get", "/v1/rooms/{room_id}", { path: { room_id } })`. */
import type { paths } from "./generated/http.ts";
import { Problem, Unreachable, problemOf } from "./problem.ts";

/** Longer no request is waited for; it may have been taken all the same. */
export const PATIENCE_MS = 20_000;

export type Method = "get" | "post" | "put" | "patch" | "delete";
type Operation<P extends keyof paths, M extends Method> = NonNullable<paths[P][M]>;
export type PathOf<M extends Method> = { [P in keyof paths]: paths[P][M] extends object ? P : never }[keyof paths];
type Json<T> = T extends { content: { "application/json": infer Body } } ? Body : undefined;

export type Answer<P extends keyof paths, M extends Method> =
  Operation<P, M> extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 204)]> : never;

type Parameters<O, K extends "path" | "query"> = O extends { parameters: { [key in K]?: infer T } } ? T : undefined;
type Sent<O> = O extends { requestBody: { content: { "application/json": infer Body } } }
  ? { body: Body }
  : O extends { requestBody?: infer Content }
    ? { body?: Json<Content> }
    : object;
type OnPath<O> = Parameters<O, "path"> extends object ? { path: Parameters<O, "path"> } : object;
export type Given<P extends keyof paths, M extends Method> = OnPath<Operation<P, M>> &
  Sent<Operation<P, M>> & {
    query?: Parameters<Operation<P, M>, "query"> | undefined;
    /** The command's id: the same request with the same key is done once. */
    key?: string;
    /** Whether it is to arrive though the page is gone. */
    keepalive?: boolean;
    signal?: AbortSignal;
  };

/** What `Given` is where nobody asks for what. */
interface Filled {
  path?: Record<string, string>;
  query?: Record<string, string | number | readonly string[] | undefined>;
  body?: unknown;
  key?: string;
  keepalive?: boolean;
  signal?: AbortSignal;
}

export type Rest<G> = object extends G ? [given?: G] : [given: G];

/** Carries a request to the server, as somebody. */
export type Transport = (address: string, request: Asked) => Promise<Response>;
export type Asked = RequestInit & { headers: Headers };

/** Gives the answer with its headers; throws `Problem`, or what the transport throws. */
export type Ask = <M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...given: Rest<Given<P, M>>
) => Promise<{ body: Answer<P, M>; headers: Headers }>;

export function asker(transport: Transport): Ask {
  return async <M extends Method, P extends PathOf<M>>(method: M, path: P, ...[given]: Rest<Given<P, M>>) => {
    const filled = (given ?? {}) as Filled;
    const answer = await transport(address(path, filled), request(method, filled));
    return { body: await bodyOf<Answer<P, M>>(answer), headers: answer.headers };
  };
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

/** As nobody, or as whom the token is of. */
export async function carry(address: string, request: Asked, token?: string): Promise<Response> {
  if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
  const late = AbortSignal.timeout(PATIENCE_MS);
  try {
    return await fetch(address, { ...request, signal: request.signal ? either(request.signal, late) : late });
  } catch (reason) {
    if (request.signal?.aborted) throw reason;
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

function request(method: Method, { body, key, keepalive = false, signal }: Filled): Asked {
  const headers = new Headers();
  if (key) headers.set("idempotency-key", key);
  if (body !== undefined) headers.set("content-type", "application/json");
  const text = body === undefined ? null : JSON.stringify(body);
  const asked = { method: method.toUpperCase(), headers, body: text, cache: "no-store", keepalive } as const;
  return signal ? { ...asked, signal } : asked;
}

/** One part of an address; what is none would lead elsewhere. */
function segment(name: string, text: string): string {
  if (name.endsWith("_id") ? !/^[\w-]+$/.test(text) : ["", ".", ".."].includes(text)) {
    throw new Error(`This is no ${name.replace("_", " ")}.`);
  }
  return encodeURIComponent(text);
}

function address(path: string, { path: parts = {}, query = {} }: Filled): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => segment(name, parts[name] ?? ""));
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) asked.append(name, String(each));
    }
  }
  return asked.size ? `${filled}?${asked}` : filled;
}
