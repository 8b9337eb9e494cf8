/** Every page passes axe: light, dark, with high contrast, and as narrow as a phone. */
import type { BrowserContextOptions } from "playwright-core";

import { accessible, bringAxe } from "../axe.ts";
import type { Person } from "../person.ts";
import type { Stage } from "../stage.ts";

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
    await ann.heading(`${page}.title`).waitFor();
    await accessible(ann.page, `${page}, ${look}`);
  }
}
