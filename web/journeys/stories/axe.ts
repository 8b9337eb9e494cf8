/** Every page passes axe: light, dark, with high contrast, and as narrow as a phone. */
import type { BrowserContextOptions } from "playwright-core";

import { Api } from "../api.ts";
import { accessible, bringAxe } from "../axe.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { chatter } from "../talk.ts";

const LOOKS: Record<string, BrowserContextOptions> = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { contrast: "more" },
  phone: { colorScheme: "dark", viewport: { width: 320, height: 640 }, hasTouch: true },
};

export default async function (stage: Stage): Promise<void> {
  for (const [look, options] of Object.entries(LOOKS)) await inOneLook(stage, look, options);
}

async function inOneLook(stage: Stage, look: string, options: BrowserContextOptions): Promise<void> {
  const ann = await stage.visitor("Ann", options);
  await bringAxe(ann.context);
  await openPages(ann, look);
  await ann.register();
  await ownPages(ann, look);
  await inARoom(stage, ann, look);
  await ann.context.close();
}

async function openPages(ann: Person, look: string): Promise<void> {
  await ann.page.goto("/sign-in");
  await ann.heading("sign_in.title").waitFor();
  await accessible(ann.page, `sign-in, ${look}`);
  await ann.page.goto("/register");
  await ann.button("register.submit").click();
  await ann.page.getByRole("alert").first().waitFor();
  await accessible(ann.page, `register, ${look}`);
  await ann.page.goto("/nowhere/at/all");
  await ann.heading("app.not_found").waitFor();
  await accessible(ann.page, `not found, ${look}`);
}

async function ownPages(ann: Person, look: string): Promise<void> {
  await accessible(ann.page, `home, ${look}`);
  for (const page of ["directory", "settings"] as const) {
    await ann.page.goto(`/${page}`);
    await ann.heading(`nav.${page}`).waitFor();
    await accessible(ann.page, `${page}, ${look}`);
  }
}

/** A room with talk of every kind in it, what opens over it, and what stands beside it. */
async function inARoom(stage: Stage, ann: Person, look: string): Promise<void> {
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const name = `Hall of ${ann.username}`;
  const room = await ben.open(name);
  for (const line of chatter(11)) await ben.say(room, line);
  const hall = await ann.joinsRoom(name);
  await hall.say("I am here");
  await hall.sees("I am here");
  await hall.act("I am here", "message.reply");
  await hall.say("An answer");
  await hall.message("An answer").getByText("I am here").waitFor();
  await ben.say(room, `<@${await ann.accountId()}> welcome`);
  await hall.sees("welcome");
  await accessible(ann.page, `a room, ${look}`);
  await hall.message("An answer").hover();
  await hall
    .message("An answer")
    .getByRole("button", { name: ann.named("action.more"), exact: true })
    .click();
  await accessible(ann.page, `what can be done with a message, ${look}`);
  await ann.page.keyboard.press("Escape");
  await ann.button("room.members", { count: 2 }).click();
  await ann.page.getByText("Ben").first().waitFor();
  await accessible(ann.page, `members, ${look}`);
  await ann.page.goto(`/rooms/${room}`);
  await hall.sees("welcome");
  await ann.page.keyboard.press("Control+K");
  await ann.page.getByRole("option").first().waitFor();
  await accessible(ann.page, `palette, ${look}`);
  await ann.page.keyboard.press("Escape");
  await ann.page.goto("/");
  await ann.button("nav.new_room").first().click();
  await ann.field("new_room.name").waitFor();
  await accessible(ann.page, `a new room, ${look}`);
}
