/** Who looks where they are signed in can tell their browser from another's program, and ends what is not theirs. */
import { PASSWORD } from "../person.ts";
import { becomes } from "../until.ts";
import type { Stage } from "../stage.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
const STRANGER = "<img src=x onerror=alert(1)>";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann", { userAgent: FIREFOX });
  const elsewhere = await fetch(`${stage.url}/v1/sessions`, {
    method: "POST",
    headers: { "content-type": "application/json", "user-agent": STRANGER },
    body: JSON.stringify({ username: ann.username, password: PASSWORD }),
  });
  if (!elsewhere.ok) throw new Error(await elsewhere.text());

  await ann.page.goto("/settings");
  await ann.heading("settings.sessions").waitFor();
  const sessions = ann.page.getByRole("listitem").filter({ hasText: "Last in use" });
  const here = sessions.filter({ hasText: ann.named("settings.sessions.here") });
  await here.getByText("Firefox on Linux", { exact: true }).waitFor();
  await becomes("where Ann is signed in", () => sessions.locator("strong").allInnerTexts(), [
    "Firefox on Linux",
    "<img src=x onerror=alert",
  ]);

  await ann.page.getByRole("button", { name: "Sign out of <img src=x onerror=alert, signed in" }).click();
  await ann.page.getByText(ann.named("settings.sessions.ended")).waitFor();
  await becomes("where Ann is signed in", () => sessions.locator("strong").allInnerTexts(), ["Firefox on Linux"]);
  await here.waitFor();
}
