/** Calls whoever is signed in, while this page is open somewhere, into the rooms where they are wanted. */
import { watch } from "vue";
import { useRouter } from "vue-router";

import { calls, type Call } from "../model/index.ts";
import { Calling, type Text } from "../stores/calling.ts";
import { browserDesk } from "../stores/desk.ts";
import { useLive } from "../stores/live.ts";
import { useNotify } from "../stores/notify.ts";
import { useSession } from "../stores/session.ts";
import { t } from "../words/index.ts";
import { gist } from "./room/html.ts";

const MOST = 200; // characters of what was said

export function useCalling(): void {
  const store = useLive();
  const notify = useNotify();
  const session = useSession();
  const router = useRouter();
  if (notify.permission === "none") return; // nor are there locks then

  watch(
    () => session.account,
    (account, _, onCleanup) => {
      if (account === undefined) return;
      const live = store.live();
      const calling = new Calling({
        account,
        state: () => live.store.state,
        calls: (before, now) => (notify.permission === "granted" ? calls(before, now, notify.wanted) : []),
        text,
        desk: browserDesk((path) => void router.push(path)),
      });
      const ended = new AbortController();
      const look = () => {
        calling.sees(document.visibilityState === "visible" && document.hasFocus() ? live.store.state.open : null);
      };
      const unlisten = live.listen(() => {
        look();
        calling.stir();
      });
      for (const type of ["focus", "blur"]) addEventListener(type, look, { signal: ended.signal });
      document.addEventListener("visibilitychange", look, { signal: ended.signal });
      look();
      onCleanup(() => {
        unlisten();
        ended.abort();
        calling.stop();
      });
    },
    { immediate: true },
  );

  async function text({ room, messages }: Call, count: number): Promise<Text> {
    const last = messages.at(-1);
    const name = await nameOf(last?.author ?? "");
    const text = gist(last?.body ?? "", store.nameOf, MOST);
    const title = count > 1 ? t("notify.many", { room: room.facts.name, count }) : room.facts.name;
    return { title, body: t("notify.said", { name, text }) };
  }

  async function nameOf(author: string): Promise<string> {
    const live = store.live();
    const known = () => live.store.state.people.get(author)?.name;
    if (!known()) await live.load.names([author]).catch(() => undefined); // who it is can be seen in the room
    return known() ?? t("person.unknown");
  }
}
