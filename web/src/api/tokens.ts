/**
 * The session's tokens, the same in every tab.
 *
 * Both lie in localStorage, so that a reload neither signs out nor turns the refresh token: its answer would be lost
 * with the page, and half a minute later a refresh token used twice ends the session. For the same reason the request
 * does not outlive the page. No cookie is used, so no other site can act for us; the page's policy lets no script but
 * our own read them.
 */
import { PATIENCE_MS } from "./asker.ts";
import type { components } from "./generated/http.ts";
import { Problem, SignedOut, Unreachable, problemOf } from "./problem.ts";
import { texts } from "./texts.ts";

type Session = components["schemas"]["Session"];

interface Tokens {
  account: string;
  access: string;
  refresh: string;
  until: number;
}

/** How a session is over: somebody left, it ended without being asked to, or the account is erased. */
export type Over = "left" | "ended" | "erased";

const PLACE = "parley.session";
const EARLY_MS = 60_000;
const watchers = new Set<(over?: Over) => void>();
const renewing = new Map<string, Promise<Tokens>>(); // by account

/** The account that is signed in, if any is. */
export function account(): string | undefined {
  return stored()?.account;
}

/** For how many milliseconds more the access token holds. */
export function lifetime(): number {
  return Math.max((stored()?.until ?? 0) - Date.now(), 0);
}

/** Tells whenever somebody may have signed in or out, in this tab or in another. */
export function watchSession(watcher: (over?: Over) => void): void {
  watchers.add(watcher);
}

export function keep(session: Session): Tokens {
  const until = Date.now() + session.expires_in * 1000;
  const tokens: Tokens = {
    account: session.account_id,
    access: session.access_token,
    refresh: session.refresh_token,
    until,
  };
  const before = account();
  texts.setItem(PLACE, JSON.stringify(tokens));
  if (before !== tokens.account) tell();
  return tokens;
}

export function forget(over: Over): void {
  texts.setItem(PLACE, JSON.stringify({ over })); // for a moment, so that other tabs learn it
  texts.removeItem(PLACE);
  tell(over);
}

/**
 * A token good for a minute and more, and another one than `refused`, of an account: who is signed in, where none is
 * named. Throws `SignedOut` where that account is not signed in, or not any more; or `Unreachable`.
 */
export async function accessToken(refused?: string, whose = account()): Promise<string> {
  const tokens = stored();
  if (!tokens || tokens.account !== whose) throw new SignedOut();
  if (isGood(tokens, refused)) return tokens.access;
  const work = renewing.get(whose) ?? alone(() => renewed(refused)).finally(() => renewing.delete(whose));
  renewing.set(whose, work);
  const now = await work;
  if (now.account !== whose) throw new SignedOut();
  return now.access;
}

/** The access token of an account as long as it holds, for who cannot wait for another. */
export function tokenAtHand(whose: string): string | undefined {
  const tokens = stored();
  return tokens?.account === whose && tokens.until > Date.now() ? tokens.access : undefined;
}

/** Signs out here at once, and gives what the server can be told it with. */
export function takeLeave(): () => Promise<string> {
  const tokens = stored();
  forget("left");
  return async () => {
    if (!tokens) throw new SignedOut();
    return isGood(tokens, undefined) ? tokens.access : (await turned(tokens)).access_token;
  };
}

/** Only one tab at a time turns the refresh token, and the others find what it got. */
async function alone<Got>(work: () => Promise<Got>): Promise<Got> {
  // Browsers lock only for pages that came safely; without, tabs that turn it at once all get the same next one.
  const locks = navigator.locks as LockManager | undefined;
  if (!locks) return await work();
  let begun = false;
  const waiting = { signal: AbortSignal.timeout(PATIENCE_MS) };
  const held = locks.request(PLACE, waiting, () => ((begun = true), work())) as Promise<Got>;
  return await held.catch((reason: unknown) => {
    throw begun ? reason : new Unreachable(reason);
  });
}

/** Whoever signed in or out meanwhile, or renewed it elsewhere, is right: what was stored since is not touched. */
async function renewed(refused?: string): Promise<Tokens> {
  const tokens = stored();
  if (!tokens) throw new SignedOut();
  if (isGood(tokens, refused)) return tokens;
  try {
    const session = await turned(tokens);
    if (stored()?.refresh === tokens.refresh) return keep(session);
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
    if (stored()?.refresh === tokens.refresh) forget(error.is("account_is_erased") ? "erased" : "ended");
  }
  const now = stored();
  if (now?.account !== tokens.account) throw new SignedOut();
  return now;
}

async function turned({ refresh }: Tokens): Promise<Session> {
  try {
    const answer = await fetch("/v1/sessions/refresh", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refresh_token: refresh }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (!answer.ok) throw await problemOf(answer);
    return (await answer.json()) as Session;
  } catch (reason) {
    throw reason instanceof Problem ? reason : new Unreachable(reason);
  }
}

function isGood(tokens: Tokens, refused: string | undefined): boolean {
  return tokens.access !== refused && tokens.until - Date.now() > EARLY_MS;
}

function stored(): Tokens | undefined {
  const found = read(texts.getItem(PLACE));
  return "account" in found ? found : undefined;
}

function read(text: string | null): Tokens | { over?: Over } {
  return text === null ? {} : (JSON.parse(text) as Tokens | { over: Over });
}

function tell(over?: Over): void {
  for (const watcher of watchers) watcher(over);
}

addEventListener("storage", ({ key, newValue }) => {
  if (key !== PLACE && key !== null) return;
  const now = read(newValue);
  tell("over" in now ? now.over : undefined);
});
