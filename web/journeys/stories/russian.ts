/** Whose browser asks for Russian is spoken to in Russian; another language is a choice away, and kept. */
import { becomes } from "../until.ts";
import { english, russian } from "../words.ts";
import type { Stage } from "../stage.ts";

export default async function (stage: Stage): Promise<void> {
  const vera = await stage.visitor("Вера", { locale: "ru-RU" }, russian);
  await vera.register();
  await becomes("the page's language", () => vera.page.locator("html").getAttribute("lang"), "ru");
  const room = await vera.createsRoom(`Гостиная ${vera.username}`);
  await room.say("Привет, **мир**");
  await room.message("Привет, мир").waitFor();
  await vera.button("room.members", { count: 1 }).waitFor();
  const shown = await vera.page.locator("body").innerText();
  if (/\b(the|you|your|room|message|send)\b/i.test(shown)) throw new Error(`English among it:\n${shown}`);

  await vera.page.goto("/settings");
  await vera.heading("settings.title").waitFor();
  await vera.page.getByRole("radio", { name: "English" }).check();
  vera.named = english;
  await vera.heading("settings.title").waitFor();
  await vera.page.reload();
  await vera.heading("settings.title").waitFor();
  await becomes("the page's language", () => vera.page.locator("html").getAttribute("lang"), "en");
}
