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
  /** How the last session here was over. */
  const over = ref<tokens.Over>();

  tokens.watchSession((how = "ended") => {
    const now = tokens.account();
    if (now !== undefined) over.value = undefined;
    else if (account.value !== undefined) over.value = how;
    if (account.value !== now) me.value = undefined;
    account.value = now;
  });

  async function signIn(username: string, password: string): Promise<void> {
    tokens.keep(await askOpenly("post", "/v1/sessions", { body: { username: username.trim(), password } }));
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
    tokens.forget("erased");
  }

  /** Here it ends at once; the server is told if it can be reached. */
  async function signOut(): Promise<void> {
    await endSession(tokens.takeLeave());
  }

  return { account, me, signedIn, over, signIn, register, loadMe, erase, signOut };
});
