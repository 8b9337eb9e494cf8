/** Without the server the page opens as it was, and says so; what is written waits, and is sent once. */
import { Api } from "../api.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";

const NUMBERED = /line \d/g;

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const [name, aside] = [`Shed of ${ann.username}`, `Yard of ${ann.username}`];
  const room = await ben.open(name);
  await ben.open(aside);
  await ann.joinsRoom(aside);
  const shed = await ann.joinsRoom(name);
  for (const n of [0, 1, 2]) await ben.say(room, `line ${String(n)}`);
  await ben.say(room, "a secret");
  await shed.sees("a secret");
  await ann.page.evaluate(() => navigator.serviceWorker.ready);
  await keeps(ann.page, "a secret", true);

  // What is taken back is taken back here, too.
  await shed.sees("a secret");
  const { messages } = await ben.ask("GET", `/v1/rooms/${room}/messages`);
  const said = messages as { message_id: string; body: string }[];
  const secret = said.find((one) => one.body === "a secret")?.message_id ?? "";
  await ben.ask("DELETE", `/v1/rooms/${room}/messages/${secret}`);
  await keeps(ann.page, "a secret", false);
  await keeps(ann.page, "line 2", true);

  await stage.server("kill all");
  await ann.page.goto("about:blank");
  await ann.page.goto(`/rooms/${room}`);
  await becomes("what was there", () => shed.shown(NUMBERED), ["line 0", "line 1", "line 2"]);
  const asOf = ann.page
    .getByRole("status")
    .filter({ hasText: ann.named("connection.as_of", { at: "" }).split(".")[0] ?? "" });
  await asOf.first().waitFor();
  await ann.account().getByText("Ann", { exact: true }).waitFor();
  await shed.say("line 3");
  await ann.roomLink(aside).click();
  await ann.page.getByRole("heading", { name: aside }).waitFor();
  await ann.page.goto("/settings"); // a part of the client that was never opened
  await ann.heading("settings.title").waitFor();
  await ann.page.goto(`/rooms/${room}`);
  await shed.sees("line 3");

  await stage.server("start");
  await ann.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange"))); // she looks again
  await asOf.first().waitFor({ state: "detached" });
  const all = ["line 0", "line 1", "line 2", "line 3"];
  await becomes("what was said", () => shed.shown(NUMBERED), all);
  await ann.page.getByText(ann.named("message.waiting")).waitFor({ state: "detached" });
  await until(
    "it was said once",
    async () => JSON.stringify((await ben.ask("GET", `/v1/rooms/${room}/messages`))["messages"]),
    (shown) => shown.split('"line 3"').length === 2,
  );

  await ann.signOut();
  await keeps(ann.page, "line", false);
}

/** Whether this is among what the browser keeps, in the end. */
async function keeps(page: Stage["people"][number]["page"], words: string, wanted: boolean): Promise<void> {
  const look = () =>
    page.evaluate(
      () =>
        new Promise<string>((done) => {
          const asked = indexedDB.open("parley");
          asked.onsuccess = () => {
            const all = asked.result.transaction("pages").objectStore("pages").getAll();
            all.onsuccess = () => {
              asked.result.close();
              done(JSON.stringify(all.result));
            };
          };
        }),
    );
  await until(`"${words}" should ${wanted ? "" : "not "}be kept`, look, (kept) => kept.includes(words) === wanted);
}
