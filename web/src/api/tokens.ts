/**
 * The session's tokens, the same in every tab.
 *
 * Both lie in localStorage, so that a reload neither signs out nor turns the refresh token: its answer would be lost
 * with the page, and a refresh token used twice ends the session. No cookie is used, so no other site can act for us;
 * the page's policy lets no script but our own read them.
 */
import type { components } from "./generated/http.ts";
import { Problem, SignedOut, Unreachable, problemOf } from "./problem.ts";

type Session = components["schemas"]["Session"];

interface Tokens {
  account: string;
  access: string;
  refresh: string;
  until: number;
}

const PLACE = "parley.session";
const EARLY_MS = 60_000;
const watchers = new Set<() => void>();
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
export function watchSession(watcher: () => void): void {
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
  localStorage.setItem(PLACE, JSON.stringify(tokens));
  if (before !== tokens.account) tell();
  return tokens;
}

export function forget(): void {
  localStorage.removeItem(PLACE);
  tell();
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

/** Only one tab at a time turns the refresh token, and the others find what it got. */
async function alone<Got>(work: () => Promise<Got>): Promise<Got> {
  // Browsers lock only for pages that came safely; without, two tabs may disagree once in ten minutes.
  const locks = navigator.locks as LockManager | undefined;
  return locks ? ((await locks.request(PLACE, work)) as Got) : await work();
}

async function renewed(refused?: string): Promise<Tokens> {
  const tokens = stored();
  if (!tokens) throw new SignedOut();
  if (isGood(tokens, refused)) return tokens;
  const answer = await fetch("/v1/sessions/refresh", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ refresh_token: tokens.refresh }),
  }).catch((reason: unknown) => {
    throw new Unreachable(reason);
  });
  if (answer.ok) {
    return keep((await answer.json()) as Session);
  }
  const problem: Problem = await problemOf(answer);
  if (problem.status !== 401) throw problem;
  forget();
  throw new SignedOut();
}

function isGood(tokens: Tokens, refused: string | undefined): boolean {
  return tokens.access !== refused && tokens.until - Date.now() > EARLY_MS;
}

function stored(): Tokens | undefined {
  const text = localStorage.getItem(PLACE);
  return text ? (JSON.parse(text) as Tokens) : undefined;
}

function tell(): void {
  for (const watcher of watchers) watcher();
}

addEventListener("storage", (event) => {
  if (event.key === PLACE || event.key === null) tell();
});
