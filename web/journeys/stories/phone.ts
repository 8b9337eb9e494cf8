/** On the narrowest phone everything is there, by touch, and nothing has to be scrolled sideways. */
import { Api } from "../api.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";

const PHONE = { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true };
const WIDE = "a".repeat(300);

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.visitor("Ann", PHONE);
  for (const address of ["/sign-in", "/register", "/nowhere"]) {
    await ann.page.goto(address);
    await ann.page.getByRole("heading", { level: 1 }).waitFor();
    await fits(ann, address);
  }
  await ann.register();
  await fits(ann, "home");
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, WIDE.slice(0, 64));
  const name = `Boat of ${ann.username} ${WIDE}`.slice(0, 80);
  const room = await ben.open(name);
  const wide = [
    WIDE,
    `\`\`\`\n${WIDE}\n\`\`\``,
    `| a | b |\n| - | - |\n| ${WIDE} | ${WIDE} |`,
    `https://example.org/${WIDE}`,
  ];
  for (const body of wide) await ben.say(room, body);
  const boat = await ann.joinsRoom(name);
  await boat.say("On board!");
  await boat.sees("On board!");
  await fits(ann, "a room");
  await ann.link("app.back").tap();
  await ann.roomLink(name).tap();
  await boat.sees("On board!");
  for (const address of ["/directory", "/settings"]) {
    await ann.page.goto(address);
    await ann.page.getByRole("heading", { level: 1 }).waitFor();
    await fits(ann, address);
  }
}

async function fits({ page }: Person, where: string): Promise<void> {
  const beyond = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth > root.clientWidth) return [`the page is ${String(root.scrollWidth)} wide`];
    const controls = [...document.querySelectorAll("a, button, input, textarea")];
    const out = controls.filter(
      (one) => one.checkVisibility() && one.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return out.map((one) => one.outerHTML.slice(0, 200));
  });
  if (beyond.length) throw new Error(`${where}: beyond the edge\n${beyond.join("\n")}`);
}
