/** Goes one journey: `node journeys/run.ts STORY URL FOLDER`; a failure leaves pictures of every page in the folder. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import { openBrowser } from "./browser.ts";
import { Stage } from "./stage.ts";

const [name = "", url = "", folder = "."] = process.argv.slice(2);
const { default: story } = (await import(`./stories/${name}.ts`)) as { default: (stage: Stage) => Promise<void> };

const browser = await openBrowser();
const stage = new Stage(browser, url);
try {
  await story(stage);
  if (stage.complaints.length) throw new Error(`the browser complained:\n${stage.complaints.join("\n")}`);
} catch (error) {
  console.error(error);
  console.error(stage.complaints.join("\n"));
  await pictures().catch(console.error);
  process.exitCode = 1;
} finally {
  await browser.close();
  stage.close();
}

async function pictures(): Promise<void> {
  for (const [order, person] of stage.people.entries()) {
    const whose = join(folder, `${String(order + 1)}-${person.name}`);
    await writeFile(`${whose}-line.txt`, stage.trails.get(person)?.join("\n") ?? "");
    for (const [number, page] of person.context.pages().entries()) {
      const place = `${whose}-${String(number + 1)}`;
      await page.screenshot({ path: `${place}.png` });
      await writeFile(`${place}.txt`, `${page.url()}\n${await page.locator("body").ariaSnapshot()}\n`);
    }
  }
}
