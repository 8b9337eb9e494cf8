/**
 * Makes the pictures of the documents: `node journeys/pictures.ts URL FOLDER [all]`, on a Parley that holds the demo's rooms.
 * What somebody said in them long ago is as it was; two people of today talk beside them.
 */
import { join } from "node:path";

import type { BrowserContextOptions } from "playwright-core";

import { Api } from "./api.ts";
import { openBrowser } from "./browser.ts";
import { PASSWORD, type Person } from "./person.ts";
import { Stage } from "./stage.ts";

const [url = "", folder = ".", all] = process.argv.slice(2);
const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light", viewport: { width: 1280, height: 800 } },
  dark: { colorScheme: "dark", viewport: { width: 1280, height: 800 } },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
};
const TALK: [who: number, body: string][] = [
  [1, "Morning! I moved the import of old logs to its own process last night."],
  [1, "It no longer stops anybody from sending while it runs. Numbers are in the notes."],
  [2, "Nice. Does it still pick up **where it was killed**?"],
  [
    1,
    'Yes, every line has an id of its own:\n\n```python\nmessage_id = uuid5(room_id, f"{file.name}:{line}")\n```\n\nSo a second run says nothing twice.',
  ],
  [3, "I tried it on ten days of #ubuntu, killed it four times, and `parley log verify` is happy ✔"],
  [2, "Then I would say:\n\n1. release it today\n2. write up how one brings old logs along\n3. cake"],
  [3, "Three first, please."],
  [1, "Who is in for lunch at half past twelve?"],
];
const PEOPLE = ["Marta Lindqvist", "Tomás Rey", "Ines Okafor", "Ana Rossi"];
const ROOMS = ["Release room", "Kitchen", "Design", "Support, second line", "Книжный клуб"];

const browser = await openBrowser();
const stage = new Stage(browser, url);
const people = await Promise.all(PEOPLE.map((name, n) => new Api(url).signIn(`person-${String(n)}`, PASSWORD, name)));
const [host, , , me] = people as [Api, Api, Api, Api];
const rooms = [];
for (const name of ROOMS) {
  const room = await host.open(name);
  for (const other of people.slice(1)) await other.join(room);
  rooms.push(room);
}
const [release = "", ...others] = rooms;
await host.ask("PATCH", `/v1/rooms/${release}`, { topic: "What goes out next, and when" });
for (const [n, room] of others.entries()) {
  for (let said = 0; said <= n; said++) await people[1 + (said % 2)]?.say(room, "Did anybody see this?");
}
await people[2]?.say(others[1] ?? "", `<@${me.account}> have a look when you are back, please`);
const listed = (await me.ask("GET", "/v1/rooms/directory")) as { rooms: { room_id: string; name: string }[] };
const old = listed.rooms.filter(({ name }) => name.startsWith("ubuntu-"));
for (const { room_id } of old) await me.join(room_id);
for (const [who, body] of TALK) await people[who - 1]?.say(release, body);
const said = (await me.ask("GET", `/v1/rooms/${release}/messages`)) as { messages: { message_id: string }[] };
await people[2]?.ask("POST", `/v1/rooms/${release}/messages`, {
  body: "Me! And could we see the new picker before that?",
  reply_to: said.messages.at(-1)?.message_id,
});
const { head } = await me.ask("GET", `/v1/rooms/${release}`);

for (const [look, options] of Object.entries(LOOKS)) {
  const person = await stage.visitor("Ana Rossi", { deviceScaleFactor: 2, permissions: ["notifications"], ...options });
  await signedIn(person);
  await me.ask("PUT", `/v1/rooms/${release}/read`, { seq: head }); // so that it opens at its end
  await picture(person, `/rooms/${release}`, look);
  if (all) await allPages(person, look);
  await person.context.close();
}
await browser.close();
stage.close();

async function allPages(person: Person, look: string): Promise<void> {
  await picture(person, `/rooms/${old[1]?.room_id ?? ""}`, `${look}-old`);
  await picture(person, "/directory", `${look}-directory`);
  await picture(person, "/settings", `${look}-settings`);
  await picture(person, "/", `${look}-home`);
}

async function signedIn(person: Person): Promise<void> {
  await person.page.goto("/sign-in");
  await person.field("account.username").fill("person-3");
  await person.field("account.password").fill(PASSWORD);
  await person.button("sign_in.submit").click();
  await person.page.waitForURL("**/");
}

async function picture({ page }: Person, address: string, name: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("heading", { level: 1 }).first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
