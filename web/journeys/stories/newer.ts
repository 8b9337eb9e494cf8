/** A later version of the client is there after the server's new start: it is told, taken when one likes, and whole. */
import { Deployed } from "../deployed.ts";
import type { Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { until } from "../until.ts";

export default async function (stage: Stage): Promise<void> {
  const deployed = await Deployed.before(stage.url);
  const ann = await stage.visitor("Ann", { baseURL: deployed.url });
  await ann.register();
  const first = ann.page;
  const attic = await ann.createsRoom(`Study of ${ann.username}`);
  await attic.composer.fill("half a sentence");
  await first.evaluate(() => navigator.serviceWorker.ready);
  const second = await ann.newTab("/");
  const before = await script(ann);

  deployed.deploy();
  ann.page = first;
  await ann.button("newer.reload").waitFor();
  await ann.page.getByRole("link", { name: ann.named("nav.directory") }).click(); // of the version that is open
  await ann.heading("nav.directory").waitFor();
  await ann.page.goBack();
  await ann.button("newer.reload").click();
  await until(
    "the page is of the later version",
    () => script(ann),
    (now) => now !== before && now.includes("-later"),
  );
  await until(
    "what was being written is still there",
    () => attic.composer.inputValue(),
    (text) => text === "half a sentence",
  );
  ann.page = second;
  await until(
    "the other tab, too",
    () => script(ann),
    (now) => now.includes("-later"),
  );
  const caches = await until(
    "nothing is left of the version before",
    () => ann.page.evaluate(async () => globalThis.caches.keys()),
    (names) => names.length === 1,
  );
  if (!caches[0]?.includes("later")) throw new Error(`the wrong one is left: ${String(caches[0])}`);
  deployed.close();
}

/** The script that the page in front began with; none while it is being loaded. */
async function script({ page }: Person): Promise<string> {
  return page
    .evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module][src]")?.src ?? "")
    .catch(() => "");
}
