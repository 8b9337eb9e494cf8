/** Who is put out of a private room learns it where they are, and keeps what they wrote there for nobody. */
import { Api } from "../api.ts";
import { Cut } from "../cut.ts";
import { PASSWORD } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes } from "../until.ts";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  const account = await ann.accountId();
  const cut = await Cut.in(ann.context);
  const ben = await new Api(stage.url).signIn(`ben-of-${ann.username}`, PASSWORD, "Ben");
  const [name, other] = [`Vault of ${ann.username}`, `Crypt of ${ann.username}`];
  const [vault, crypt] = [await ben.open(name, "private"), await ben.open(other, "private")];
  for (const room of [vault, crypt]) await ben.ask("PUT", `/v1/rooms/${room}/members/${account}`, {});
  await ben.say(vault, "not for everybody");

  await ann.newTab(`/rooms/${vault}`);
  const room = ann.room(name);
  await room.sees("not for everybody");
  await ann.roomLink(other).waitFor();
  await cut.cut();
  await room.say("said too late");
  await room.composer.fill("and more that");
  await ann.roomLink(other).click();
  await ann.room(other).say("said elsewhere");
  await ann.roomLink(name).click();
  await room.sees("said too late");
  for (const one of [vault, crypt]) await ben.ask("DELETE", `/v1/rooms/${one}/members/${account}`);
  await cut.mend();

  await ann.page.getByText(ann.named("room.removed")).waitFor();
  const unsent = ann.page.getByRole("region", { name: ann.named("room.unsent") });
  await unsent.getByText("said too late").waitFor();
  await unsent.getByText("and more that").waitFor();
  await ann.page.getByText("not for everybody").waitFor({ state: "detached" });
  await ann.roomLink(name).waitFor({ state: "detached" });

  await ann.page.getByText(ann.named("room.refused", { name: other })).waitFor();
  await ann.button("action.open").click();
  await unsent.getByText("said elsewhere").waitFor();

  await ann.page.goto(`/rooms/${vault}`);
  await ann.heading("room.gone").waitFor();
  await unsent.getByText("said too late").waitFor();
  for (const words of ["said too late", "and more that"]) {
    const row = unsent.getByRole("listitem").filter({ hasText: words });
    await row.getByRole("button", { name: ann.named("message.discard") }).click();
  }
  await unsent.waitFor({ state: "detached" });
  await becomes(
    "what the browser keeps",
    () => ann.page.evaluate(() => /said too late|and more that/.test(JSON.stringify(localStorage))),
    false,
  );
}
