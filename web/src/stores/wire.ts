/** What the live client asks with, as the account it was made for: never as another that has signed in since. */
import { answerTo, type Method } from "../api/client.ts";
import { SignedOut, problemOf } from "../api/problem.ts";
import { accessToken, lifetime } from "../api/tokens.ts";
import { Refused, type Ask, type Parts } from "../live/index.ts";

export function askAs(whose: string): Ask {
  return async (method, path, more = {}) => {
    const answer = await answerTo(method.toLowerCase() as Method, path, { ...more, whose });
    if (!answer.ok) {
      const { type, status, detail, message: title, retryAfterSeconds } = await problemOf(answer);
      const wait = retryAfterSeconds === undefined ? null : retryAfterSeconds * 1000;
      throw new Refused({ type, status, title, ...(detail !== undefined && { detail }) }, wait);
    }
    const body: unknown = answer.status === 204 ? undefined : await answer.json();
    return { body, link: answer.headers.get("link"), position: answer.headers.get("parley-position") };
  };
}

/** Gives tokens, and another one than the last where that will not do. */
export function tokensOf(whose: string): Parts["token"] {
  let last: string | undefined;
  return async (fresh) => {
    try {
      last = await accessToken(fresh ? last : undefined, whose);
      return { token: last, expiresIn: lifetime() };
    } catch (error) {
      if (error instanceof SignedOut) return null;
      throw error;
    }
  };
}

export function liveUrl({ protocol, host }: Pick<Location, "protocol" | "host"> = location): string {
  return `${protocol === "https:" ? "wss:" : "ws:"}//${host}/v1/live`;
}

/** Browsers lock only for pages that came safely; without, two tabs may send the same, which is done once all the same. */
export const locks: Pick<LockManager, "request"> =
  (navigator.locks as LockManager | undefined) ??
  ({
    request: (_name: string, ...rest: unknown[]) =>
      Promise.resolve((rest.at(-1) as (lock: object) => unknown)({ name: _name })),
  } as unknown as LockManager);
