/** Who looks elsewhere is called once, by whichever tab, and comes to the message; nobody is called who sits there. */
import { Api } from "../api.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann");
  await ann.context.grantPermissions(["notifications"]);
  await ann.register();
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const [name, other] = [`Porch of ${ann.username}`, `Gate of ${ann.username}`];
  const [room, second] = [await ben.open(name), await ben.open(other)];
  await ann.joinsRoom(other);
  const porch = await ann.joinsRoom(name);
  await ann.page.evaluate(() => navigator.serviceWorker.ready);
  const mention = `<@${await ann.accountId()}>`;

  // She sits before the room, in one of two tabs.
  await ann.newTab("/settings");
  await ann.page.getByRole("radio", { name: ann.named("notify.mentions") }).waitFor();
  await ben.say(room, `${mention}, you see this`);
  ann.page = ann.context.pages()[0] ?? ann.page;
  await porch.sees("you see this");
  await ben.say(second, `${mention}, tea?`);
  await becomes("what calls her", () => shown(ann), [`${other}|Ben: @Ann, tea?`]);

  await leaves(ann);
  await ben.say(room, "nobody in particular");
  await ben.say(room, `${mention}, are you there?`);
  await becomes("both rooms call, once each", () => shown(ann), [
    `${other}|Ben: @Ann, tea?`,
    `${name}|Ben: @Ann, are you there?`,
  ]);
  await becomes("the tab's title", async () => (await ann.page.title()).slice(0, 4), "(2) ");
  const { messages } = await ben.ask("GET", `/v1/rooms/${second}/messages`);
  const [tea] = messages as { message_id: string }[];
  await ben.ask("DELETE", `/v1/rooms/${second}/messages/${tea?.message_id ?? ""}`);
  await becomes("what was deleted is taken back", () => shown(ann), [`${name}|Ben: @Ann, are you there?`]);

  const [worker] = ann.context.serviceWorkers();
  await worker?.evaluate(async () => {
    const registration = (globalThis as unknown as { registration: ServiceWorkerRegistration }).registration;
    const [notification] = await registration.getNotifications();
    const Clicked = (globalThis as unknown as { NotificationEvent: new (type: string, more: object) => Event })
      .NotificationEvent;
    dispatchEvent(new Clicked("notificationclick", { notification }));
  });
  await until(
    "a tab is at the message",
    () => Promise.resolve(ann.context.pages().map((page) => page.url())),
    (urls) => urls.some((url) => url.includes(`/rooms/${room}?at=`)),
  );
  await becomes("what was clicked is gone", () => shown(ann), []);
}

/** Every tab is in the background from now on. */
async function leaves(ann: Person): Promise<void> {
  for (const page of ann.context.pages()) {
    await page.evaluate(() => {
      document.hasFocus = () => false; // a browser that is driven takes all its tabs to be in front
      dispatchEvent(new Event("blur"));
    });
  }
}

/** What lies in the middle of her screen, whoever put it there. */
async function shown({ page }: Person): Promise<string[]> {
  const found = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    return (await registration.getNotifications()).map(({ title, body }) => `${title}|${body}`);
  });
  return found.map((one) => one.replace(/[\u2066-\u2069]/g, "")).sort();
}
