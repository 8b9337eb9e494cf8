/** The browser's own half of calling somebody: notifications, and locks that all tabs have in common. */
import { texts } from "../api/texts.ts";
import type { Desk } from "./calling.ts";
import { registration } from "./newer.ts";

/** `go`: where a click leads. */
export function browserDesk(go: (path: string) => void): Desk {
  const alone: Notification[] = []; // where there is no worker to keep them
  return {
    alone: (name, work) => navigator.locks.request(name, work) as ReturnType<typeof work>,
    async held(name) {
      const { held = [] } = await navigator.locks.query();
      return held.some((lock) => lock.name === name);
    },
    hold(name) {
      let end: () => void = () => undefined;
      const over = new Promise<void>((done) => (end = done));
      void navigator.locks.request(name, { mode: "shared" }, () => over);
      return end;
    },
    texts,
    shown: async () => (await registration()?.getNotifications()) ?? alone,
    async show({ title, body }, tag, again, called) {
      const options = { body, tag, data: called, icon: "/favicon.svg", lang: document.documentElement.lang };
      const worker = registration();
      // TypeScript's list of what a notification can have lacks `renotify`.
      if (worker) return worker.showNotification(title, { ...options, renotify: again } as NotificationOptions);
      const one = new Notification(title, options);
      alone.push(one);
      one.onclick = () => {
        one.close();
        focus();
        go(called.path);
      };
      one.onclose = () => alone.splice(alone.indexOf(one), 1);
    },
  };
}
