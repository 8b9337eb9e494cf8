/** What somebody chooses in the settings is so at once, and still so when the page is opened anew. */
import { Api } from "../api.ts";
import { PASSWORD, type Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes, until } from "../until.ts";
import { english, russian } from "../words.ts";

const OTHER = "a quite different one";

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann");
  await opens(ann);
  await isCalled(ann);
  await looks(ann);
  await speaks(ann);
  await endsSessions(stage, ann);
  await changesPassword(stage, ann);
}

async function opens(ann: Person): Promise<void> {
  await ann.page.goto("/settings");
  await ann.heading("settings.title").waitFor();
}

async function again(ann: Person): Promise<void> {
  await ann.page.reload();
  await ann.heading("settings.title").waitFor();
}

async function isCalled(ann: Person): Promise<void> {
  const name = ann.field("account.display_name");
  await becomes("the name", () => name.inputValue(), "Ann");
  await name.fill(" ");
  await ann.button("action.save").click();
  await ann.page.getByRole("alert").getByText(ann.named("wrong.required")).waitFor();
  await name.fill("Anna Karenina");
  await ann.button("action.save").click();
  await ann.account().getByText("Anna Karenina", { exact: true }).waitFor();
  await again(ann);
  await ann.account().getByText("Anna Karenina", { exact: true }).waitFor();
  await becomes("the name", () => name.inputValue(), "Anna Karenina");
}

async function looks(ann: Person): Promise<void> {
  const { page, named } = ann;
  const theme = (which: "system" | "light" | "dark") =>
    page.getByRole("radio", { name: named(`settings.theme.${which}`) });
  const contrast = page.getByRole("checkbox", { name: named("settings.contrast") });
  /** How light the page is drawn, from 0 to 255, and whether lines stand out more. */
  const drawn = () =>
    page.evaluate(() => {
      const [red = 0] =
        getComputedStyle(document.querySelector("main") ?? document.body)
          .backgroundColor.match(/\d+/g)
          ?.map(Number) ?? [];
      return { dark: red < 128, contrast: document.documentElement.dataset["contrast"] ?? "" };
    });

  await becomes("how it looks", drawn, { dark: false, contrast: "" });
  await theme("dark").check();
  await contrast.check();
  await becomes("how it looks", drawn, { dark: true, contrast: "more" });
  await again(ann);
  await becomes("how it looks", drawn, { dark: true, contrast: "more" });
  await becomes("the theme", () => theme("dark").isChecked(), true);
  await becomes("the contrast", () => contrast.isChecked(), true);
  await theme("system").check();
  await contrast.uncheck();
  await again(ann);
  await becomes("how it looks", drawn, { dark: false, contrast: "" });
}

async function speaks(ann: Person): Promise<void> {
  for (const [name, named] of [
    ["Русский", russian],
    ["English", english],
  ] as const) {
    await ann.page.getByRole("radio", { name }).check();
    ann.named = named;
    await ann.heading("settings.title").waitFor();
    await again(ann);
    await becomes("the language", () => ann.page.getByRole("radio", { name }).isChecked(), true);
  }
}

/** Who is signed out from here is told so there. */
async function endsSessions(stage: Stage, ann: Person): Promise<void> {
  const there = await stage.visitor("Ann");
  await comesIn(there, ann.username, PASSWORD);
  await again(ann);
  await endings(ann).click();
  await becomes("how many sign out there", () => endings(ann).count(), 0);
  await there.heading("sign_in.title").waitFor();
  await there.page.getByText(there.named("sign_in.ended")).waitFor();
  await again(ann);
  await ann.page.getByText(ann.named("settings.sessions.here"), { exact: true }).waitFor();
  await becomes("how many sign out there", () => endings(ann).count(), 0);
}

async function changesPassword(stage: Stage, ann: Person): Promise<void> {
  const elsewhere = await new Api(stage.url).signIn(ann.username, PASSWORD);
  const current = ann.field("settings.password.current");
  await current.fill("not the one");
  await ann.field("settings.password.new").fill(OTHER);
  await ann.button("settings.password.change").click();
  await ann.page.getByText(ann.named("settings.password.wrong")).waitFor();
  await current.fill(PASSWORD);
  await ann.page.getByText(ann.named("settings.password.wrong")).waitFor({ state: "detached" });
  await ann.button("settings.password.change").click();
  await ann.page.getByText(ann.named("settings.password.changed")).waitFor();
  await becomes("what was typed", () => current.inputValue(), "");
  await until(
    "the other session ends",
    () =>
      elsewhere.ask("GET", "/v1/me").then(
        () => "it goes on",
        (error: unknown) => String(error),
      ),
    (answer) => answer.includes("401"),
  );

  await again(ann);
  await becomes("how many sign out there", () => endings(ann).count(), 0);
  await ann.account().click();
  await ann.page.getByRole("menuitem", { name: ann.named("nav.sign_out") }).click();
  await ann.heading("sign_in.title").waitFor();
  await fills(ann, ann.username, PASSWORD);
  await ann.page.getByRole("alert").first().waitFor();
  await fills(ann, ann.username, OTHER);
  await ann.account().getByText("Anna Karenina", { exact: true }).waitFor();
}

async function comesIn(person: Person, username: string, password: string): Promise<void> {
  await person.page.goto("/sign-in");
  await fills(person, username, password);
  await person.account().waitFor();
}

async function fills(person: Person, username: string, password: string): Promise<void> {
  await person.field("account.username").fill(username);
  await person.field("account.password").fill(password);
  await person.button("sign_in.submit").click();
}

/** What ends another session; it is named after that. */
function endings({ page, named }: Person) {
  return page.getByRole("listitem").getByText(named("settings.sessions.end"), { exact: true });
}
