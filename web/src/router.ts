/** Every address of the client, and who may be where. */
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
  type RouteRecordRaw,
} from "vue-router";

import { askOpenly } from "./api/client.ts";
import { useSession } from "./stores/session.ts";
import Home from "./views/Home.vue";
import NotFound from "./views/NotFound.vue";
import Room from "./views/Room.vue";
import Shell from "./views/Shell.vue";
import type { PlainKey } from "./words/index.ts";

declare module "vue-router" {
  interface RouteMeta {
    /** The page's name, for its tab and for who hears it. */
    title?: PlainKey;
    /** For those who are not signed in, and only for them. */
    open?: boolean;
  }
}

// What is no id of a room is no address: it would be asked for as if it were one.
const ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

const routes: RouteRecordRaw[] = [
  {
    path: "/",
    component: Shell,
    children: [
      { path: "", name: "home", component: Home, meta: { title: "home.title" } },
      {
        path: `rooms/:id(${ID})`,
        name: "room",
        component: Room,
        props: true,
        meta: { title: "room.title" },
      },
      {
        path: "directory",
        name: "directory",
        component: () => import("./views/Directory.vue"),
        meta: { title: "nav.directory" },
      },
      {
        path: "search",
        name: "search",
        component: () => import("./views/Search.vue"),
        meta: { title: "search.title" },
      },
      {
        path: "settings",
        name: "settings",
        component: () => import("./views/Settings.vue"),
        meta: { title: "settings.title" },
      },
    ],
  },
  {
    path: "/sign-in",
    name: "sign-in",
    component: async () => (await import("./views/front.ts")).SignIn,
    meta: { title: "sign_in.title", open: true },
  },
  {
    path: "/register",
    name: "register",
    component: async () => (await import("./views/front.ts")).Register,
    meta: { title: "register.title", open: true },
  },
  {
    path: "/welcome",
    name: "welcome",
    component: async () => (await import("./views/front.ts")).FirstRun,
    meta: { title: "first_run.title", open: true },
  },
  {
    path: "/:rest(.*)",
    name: "nowhere",
    component: NotFound,
    meta: { title: "app.not_found" },
  },
];

export const router = createRouter({ history: createWebHistory(), routes });

let hasAccounts: boolean | undefined;

router.beforeEach(async (to) => {
  if (to.name === "nowhere") return true;
  if (useSession().signedIn) return to.meta.open ? destination(to) : asWritten(to);
  if (await isEmpty()) return to.name === "welcome" || { name: "welcome" };
  if (to.name === "welcome") return { name: "sign-in" };
  const lead = to.fullPath !== "/" && useSession().over !== "erased";
  return to.meta.open || { name: "sign-in", query: lead ? { to: to.fullPath } : {} };
});

/** Where somebody wanted to go before they had to sign in; never to another site. */
function destination({ query }: Pick<RouteLocationNormalized, "query">): string {
  const [to, here] = [query["to"], "http://here"];
  if (typeof to !== "string" || !to.startsWith("/") || !URL.canParse(to, here)) return "/";
  const { origin, pathname, search, hash } = new URL(to, here);
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

/** An id is the same however it is written, and known as the server writes it. */
function asWritten(to: RouteLocationNormalized): true | RouteLocationRaw {
  const id = to.params["id"];
  if (typeof id !== "string" || id === id.toLowerCase()) return true;
  return { path: to.path.toLowerCase(), query: to.query, hash: to.hash, replace: true };
}

/** Whether nobody has an account yet; a server that does not answer is not taken for an empty one. */
async function isEmpty(): Promise<boolean> {
  hasAccounts ||= await askOpenly("get", "/v1/server").then(
    (server) => server.has_accounts,
    () => undefined,
  );
  return hasAccounts === false;
}
