/** Who runs a room brings people in and puts them out, gives roles, and ends it; others do not see how. */
import type { Locator } from "playwright-core";

import type { Person } from "../person.ts";
import type { Stage } from "../stage.ts";
import { becomes } from "../until.ts";
import type { Key } from "../words.ts";

export default async function (stage: Stage): Promise<void> {
  const [ann, ben, cleo] = [await stage.person("Ann"), await stage.person("Ben"), await stage.person("Cleo")];
  const name = `Board of ${ann.username}`;
  await opensPrivateRoom(ann, name);
  await ann.room(name).say("between us");

  await bringsIn(ann, ben, cleo);
  for (const each of [ben, cleo]) {
    await each.roomLink(name).click();
    await each.room(name).sees("between us");
  }
  await membersSeeNothingOfIt(ben);

  await gives(ann, ben, "moderator");
  await moderatorsSeeAPart(ben);
  await putsOut(ben, cleo, name);

  await gives(ann, ben, "admin");
  const board = `${name}, the second`;
  await renames(ben, name, board);
  for (const each of [ann, ben]) await each.page.getByRole("heading", { name: board, level: 1 }).waitFor();
  await ben.page.reload();
  await ben.page.getByRole("heading", { name: board, level: 1 }).waitFor();
  await asksBeforeAnOwner(ann, ben);
  await archives(ann, ben, board);
}

async function opensPrivateRoom(ann: Person, name: string): Promise<void> {
  await ann.button("nav.new_room").first().click();
  await ann.field("new_room.name").fill(name);
  await ann.page.getByRole("radio", { name: ann.named("new_room.private") }).check();
  await ann.page.getByRole("checkbox", { name: ann.named("new_room.history") }).check();
  await ann.button("new_room.submit").click();
  await ann.room(name).composer.waitFor();
}

async function bringsIn(ann: Person, ...others: Person[]): Promise<void> {
  await ann.button("room.members", { count: 1 }).click();
  const username = ann.field("members.add");
  for (const [typed, said] of [
    [`nobody-${ann.username}`, ann.named("members.add.nobody")],
    [ann.username, ann.named("members.add.already", { name: "Ann" })],
  ] as const) {
    await username.fill(typed);
    await ann.button("members.add.submit").click();
    await ann.page.getByText(said).waitFor();
  }
  for (const other of others) {
    await username.fill(`@${other.username}`);
    await ann.button("members.add.submit").click();
    await row(ann, other).waitFor();
    await hasFocus(username);
  }
}

async function membersSeeNothingOfIt(ben: Person): Promise<void> {
  await ben.button("room.members", { count: 3 }).click();
  for (const name of ["Ann", "Ben", "Cleo"]) await panel(ben).getByText(name, { exact: true }).waitFor();
  await hasNot(ben, ben.field("members.add"));
  for (const name of ["Ann", "Ben", "Cleo"]) await hasNot(ben, ben.button("members.more", { name }));
  await ben.button("room.settings").click();
  await ben.button("room.leave").waitFor();
  await hasNot(ben, ben.field("new_room.name"));
  await hasNot(ben, ben.button("room.archive"));
  await ben.page.keyboard.press("Escape");
  await hasFocus(ben.button("room.settings"));
}

async function moderatorsSeeAPart(ben: Person): Promise<void> {
  await ben.field("members.add").waitFor();
  await ben.button("members.more", { name: "Cleo" }).click();
  await becomes("what is offered", () => offers(ben), [ben.named("members.remove")]);
  await ben.page.keyboard.press("Escape");
  await hasNot(ben, ben.button("members.more", { name: "Ann" }));
}

/** Asked first, by whoever means it; who is put out sees nothing of the room any more. */
async function putsOut(ben: Person, cleo: Person, name: string): Promise<void> {
  const question = ben.page.getByRole("dialog", { name: ben.named("members.remove.title", { name: "Cleo" }) });
  const more = ben.button("members.more", { name: "Cleo" });
  for (const leave of [
    () => ben.page.keyboard.press("Escape"),
    () => ben.page.mouse.click(5, 5),
    () => question.getByRole("button", { name: ben.named("action.cancel") }).click(),
  ]) {
    await chooses(ben, more, "members.remove");
    await question.waitFor();
    await leave();
    await question.waitFor({ state: "detached" });
    await hasFocus(more);
  }
  await cleo.room(name).say("still here");
  await ben.room(name).sees("still here");

  await chooses(ben, more, "members.remove");
  await question.getByRole("button", { name: ben.named("action.remove") }).click();
  await row(ben, cleo).waitFor({ state: "detached" });
  await cleo.page.getByText(cleo.named("room.removed")).waitFor();
  await cleo.page.getByText("between us").waitFor({ state: "detached" });
  await cleo.roomLink(name).waitFor({ state: "detached" });
  await cleo.page.reload();
  await cleo.heading("room.gone").waitFor();
  await hasNot(cleo, cleo.page.getByText("between us"));
}

async function renames(ben: Person, before: string, name: string): Promise<void> {
  await ben.button("room.settings").click();
  const box = ben.field("new_room.name");
  await becomes("what it is called", () => box.inputValue(), before);
  await hasNot(ben, ben.button("room.archive"));
  await box.fill(name);
  await ben.button("action.save").click();
  await box.waitFor({ state: "detached" });
}

async function asksBeforeAnOwner(ann: Person, ben: Person): Promise<void> {
  await chooses(ann, ann.button("members.more", { name: "Ben" }), "members.make", { role: ann.named("role.owner") });
  const question = ann.page.getByRole("dialog", { name: ann.named("members.own", { name: "Ben" }) });
  await question.getByRole("button", { name: ann.named("action.cancel") }).click();
  await question.waitFor({ state: "detached" });
  await is(ann, ben, "admin");
}

async function archives(ann: Person, ben: Person, name: string): Promise<void> {
  await ann.button("room.settings").click();
  await ann.button("room.archive").click();
  await ann.button("action.cancel").click();
  await ann.button("room.archive").click(); // the settings are there again
  await ann.button("room.archive.submit").click();
  for (const each of [ann, ben]) {
    await each.page.getByText(each.named("room.read_only")).waitFor();
    await each.room(name).composer.waitFor({ state: "detached" });
    await each.field("members.add").waitFor({ state: "detached" });
  }
  await ben.page.reload();
  await ben.page.getByText(ben.named("room.read_only")).waitFor();
  await ben.room(name).sees("between us");
}

async function gives(ann: Person, to: Person, role: "moderator" | "admin"): Promise<void> {
  const named = ann.named(`role.${role}`);
  await chooses(ann, ann.button("members.more", { name: to.name }), "members.make", { role: named });
  await is(ann, to, role);
}

async function chooses(who: Person, more: Locator, what: Key, filled?: Record<string, string>): Promise<void> {
  await more.click();
  await who.page.getByRole("menuitem", { name: who.named(what, filled), exact: true }).click();
}

function offers({ page }: Person): Promise<string[]> {
  return page.getByRole("menuitem").allInnerTexts();
}

function panel({ page, named }: Person): Locator {
  return page.getByRole("complementary", { name: named("members.title") });
}

function row(who: Person, member: Person): Locator {
  return panel(who).getByRole("listitem").filter({ hasText: member.name });
}

/** It stands below their name. */
async function is(who: Person, member: Person, role: "moderator" | "admin"): Promise<void> {
  await row(who, member)
    .getByText(new RegExp(`^${who.named(`role.${role}`)}`))
    .waitFor();
}

async function hasFocus(what: Locator): Promise<void> {
  await becomes("the focus", () => what.evaluate((element) => element === document.activeElement), true);
}

/** Said only of what would be there by now. */
async function hasNot({ name }: Person, what: Locator): Promise<void> {
  if ((await what.count()) > 0) throw new Error(`${name} sees ${what.toString()}`);
}
