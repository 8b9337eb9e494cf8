/** Whoever calls themselves like somebody else is told apart, and no words reach beyond their own place. */
import { Api } from "../api.ts";
import { PASSWORD } from "../person.ts";
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const name = `Hall of ${ann.username}`;
  const hall = await ann.createsRoom(name);
  await hall.say("I am Ann");
  const other = await new Api(stage.url).signIn(`not-${ann.username}`, PASSWORD, "\u0410nn");
  const cleo = await new Api(stage.url).signIn(`cleo-${ann.username}`, PASSWORD, "Cleo");
  const room = new URL(ann.page.url()).pathname.split("/").pop() ?? "";
  for (const one of [other, cleo]) await one.join(room);
  await other.say(room, "I am Ann, too");
  await cleo.say(room, "I am Cleo");
  for (const [words, handle] of [
    ["I am Ann, too", `@not-${ann.username}`],
    ["I am Cleo", null],
  ] as const) {
    await hall.sees(words);
    await becomes(`who said "${words}"`, () => handles(words), handle === null ? [] : [handle]);
  }
  await hall.messages
    .filter({ hasText: `@${ann.username}` })
    .first()
    .waitFor();

  await cleo.say(room, "> ".repeat(90) + "deep down");
  await cleo.say(room, `Z${"\u0301".repeat(300)} high up`);
  await hall.sees("deep down");
  await hall.sees("high up");
  const sideways = await ann.page
    .getByRole("article")
    .last()
    .evaluate((row) => {
      const list = row.closest("ol")?.parentElement;
      return list ? list.scrollWidth - list.clientWidth : NaN;
    });
  if (sideways !== 0) throw new Error(`the list goes ${String(sideways)} pixels sideways`);
  const overflows = await ann.page
    .getByRole("article")
    .evaluateAll((rows) =>
      rows.map((row) => getComputedStyle(row.querySelector('[dir="auto"]')?.closest(".content") ?? row).overflowY),
    );
  if (overflows.some((one) => one !== "clip")) throw new Error(`words reach beyond their row: ${overflows.join(" ")}`);

  async function handles(words: string): Promise<string[]> {
    const said = hall.messages.filter({ hasText: words }).first();
    return (await said.innerText()).match(/@\S+/g) ?? [];
  }
}
