/** Who is signed in, and the ways in and out. */
import { defineStore } from "pinia";
import { computed, ref } from "vue";

import { ask, askOpenly, endSession } from "../api/client.ts";
import type { components } from "../api/generated/http.ts";
import * as tokens from "../api/tokens.ts";

export const useSession = defineStore("session", () => {
  const account = ref(tokens.account());
  const me = ref<components["schemas"]["Person"]>();
  const signedIn = computed(() => account.value !== undefined);
  /** How the last session here was over: somebody left, it ended without being asked to, or the account is erased. */
  const over = ref<"left" | "ended" | "erased">();
  let leaving = false;

  tokens.watchSession((erased) => {
    const now = tokens.account();
    if (account.value !== undefined && now === undefined) over.value = erased ? "erased" : leaving ? "left" : "ended";
    if (account.value !== now) me.value = undefined;
    account.value = now;
  });

  async function signIn(username: string, password: string): Promise<void> {
    tokens.keep(await askOpenly("post", "/v1/sessions", { body: { username: username.trim(), password } }));
    over.value = undefined;
  }

  /** The key is made when the form is filled in: pressed twice, there is still one account. */
  async function register(wanted: components["schemas"]["NewAccount"], key: string): Promise<void> {
    await askOpenly("post", "/v1/accounts", { body: wanted, key });
    await signIn(wanted.username, wanted.password);
  }

  /** As of a position where one is given: what was changed there is in it. */
  async function loadMe(position?: string): Promise<void> {
    const whose = account.value;
    const found = await ask("get", "/v1/me", { query: position ? { min_position: position } : {} });
    if (account.value === whose) me.value = found;
  }

  /** The account is gone for good, and with it this session. */
  async function erase(password: string, key: string): Promise<void> {
    const whose = account.value;
    await ask("delete", "/v1/me", { body: { password }, key });
    if (account.value !== whose) return; // somebody else has signed in since
    tokens.forget(true);
  }

  /** Here it ends at once; the server is told if it can be reached. */
  async function signOut(): Promise<void> {
    leaving = true;
    const token = tokens.takeLeave();
    leaving = false;
    await endSession(token);
  }

  return { account, me, signedIn, over, signIn, register, loadMe, erase, signOut };
});
