/** The page's own way to ask the server: `ask("get", "/v1/rooms/{room_id}", { path: { room_id } })`. */
import { asker, carry, type Answer, type Given, type Method, type PathOf, type Rest, type Transport } from "./asker.ts";
import { accessToken, account, tokenAtHand } from "./tokens.ts";

/**
 * As an account, and never as another that has signed in since; throws `Unreachable` or `SignedOut`. What is to arrive
 * though the page is gone is on its way when this returns: the page may have no other moment.
 */
export function carryAs(whose: string | undefined): Transport {
  return async (address, request) => {
    const atHand = request.keepalive && whose !== undefined ? tokenAtHand(whose) : undefined;
    const token = atHand ?? (await accessToken(undefined, whose));
    const answer = await carry(address, request, token);
    return isRefused(answer) ? carry(address, request, await accessToken(token, whose)) : answer;
  };
}

const asWhoIsSignedIn = asker((address, request) => carryAs(account())(address, request));
const asNobody = asker((address, request) => carry(address, request));

/** As who is signed in; throws `Problem`, `Unreachable`, or `SignedOut`. */
export async function ask<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...given: Rest<Given<P, M>>
): Promise<Answer<P, M>> {
  return (await asWhoIsSignedIn(method, path, ...given)).body;
}

/** As nobody: to register, to sign in, and before that. */
export async function askOpenly<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...given: Rest<Given<P, M>>
): Promise<Answer<P, M>> {
  return (await asNobody(method, path, ...given)).body;
}

/** The last word of a session that is over here already. */
export async function endSession(token: () => Promise<string>): Promise<void> {
  const askLast = asker(async (address, request) => carry(address, request, await token()));
  await askLast("delete", "/v1/sessions/current", { keepalive: true });
}

/** Whether it is the token that will not do; of a wrong password the answer has the same status. */
function isRefused({ status, headers }: Response): boolean {
  return status === 401 && headers.get("www-authenticate")?.includes("invalid_token") === true;
}
