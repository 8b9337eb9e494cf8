/** A room as somebody has it on their screen. */
import type { Locator } from "playwright-core";

import type { Person } from "./person.ts";
import { becomes } from "./until.ts";
import type { Key } from "./words.ts";

export class Room {
  readonly name: string;
  private readonly person: Person;

  constructor(person: Person, name: string) {
    this.person = person;
    this.name = name;
  }

  get composer(): Locator {
    return this.person.page.getByRole("textbox", { name: this.person.named("composer.label", { room: this.name }) });
  }

  get messages(): Locator {
    return this.person.page.getByRole("article");
  }

  /** The one message that says this, not one that answers it; that there are two is a failure of its own. */
  message(text: string): Locator {
    return this.messages.filter({ has: this.person.page.locator('[dir="auto"]', { hasText: text }) });
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press("Enter");
    await becomes("what is being written", () => this.composer.inputValue(), "");
  }

  isFocused(text: string): Promise<boolean> {
    return this.message(text).evaluate((element) => element === document.activeElement);
  }

  async sees(text: string): Promise<void> {
    await this.message(text).waitFor();
  }

  /** Press what stands by a message when one points at it. */
  async act(text: string, what: Key): Promise<void> {
    await this.message(text).hover();
    await this.message(text)
      .getByRole("button", { name: this.person.named(what), exact: true })
      .click();
  }

  /** Choose what stands by a message among what is rarer. */
  async choose(text: string, what: Key): Promise<void> {
    await this.act(text, "action.more");
    await this.person.page.getByRole("menuitem", { name: this.person.named(what) }).click();
  }

  /** Which of these are on the screen, in their order and as often as they are there. */
  async shown(pattern: RegExp): Promise<string[]> {
    const found = await this.messages.allInnerTexts();
    return found.flatMap((text) => text.match(pattern) ?? []);
  }
}
