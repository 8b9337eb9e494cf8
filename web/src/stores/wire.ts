/** What the live client is made of in a page, for one account. */
import { SignedOut } from "../api/problem.ts";
import { accessToken, lifetime } from "../api/tokens.ts";
import type { Parts } from "../live/index.ts";

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
export const locks = navigator.locks as LockManager | undefined;
