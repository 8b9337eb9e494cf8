/** What somebody does in a browser, and sees there, in their own words. */
import type { BrowserContext, Locator, Page } from "playwright-core";

import { Api } from "./api.ts";
import { Room } from "./room.ts";
import type { Key, Named } from "./words.ts";

export const PASSWORD = "correct horse battery";

export class Person {
  readonly name: string;
  readonly username: string;
  readonly context: BrowserContext;
  /** The tab they look at. */
  page: Page;
  /** The words of the language they have chosen. */
  named: Named;

  constructor(name: string, username: string, context: BrowserContext, page: Page, named: Named) {
    this.name = name;
    this.username = username;
    this.context = context;
    this.page = page;
    this.named = named;
  }

  button(key: Key, filled?: Record<string, string | number>): Locator {
    return this.page.getByRole("button", { name: this.named(key, filled), exact: true });
  }

  link(key: Key): Locator {
    return this.page.getByRole("link", { name: this.named(key), exact: true });
  }

  field(key: Key): Locator {
    return this.page.getByRole("textbox", { name: this.named(key), exact: true });
  }

  heading(key: Key, filled?: Record<string, string | number>): Locator {
    return this.page.getByRole("heading", { name: this.named(key, filled), exact: true });
  }

  /** Make an account, on a server with or without others, and come in. */
  async register(): Promise<void> {
    await this.page.goto("/register");
    await this.fillAccount();
    await this.button("register.submit").or(this.button("first_run.submit")).click();
    await this.isIn();
  }

  async fillAccount(): Promise<void> {
    await this.field("account.display_name").fill(this.name);
    await this.field("account.username").fill(this.username);
    await this.field("account.password").fill(PASSWORD);
  }

  async signIn(): Promise<void> {
    await this.page.goto("/sign-in");
    await this.field("account.username").fill(this.username);
    await this.field("account.password").fill(PASSWORD);
    await this.button("sign_in.submit").click();
    await this.isIn();
  }

  async signOut(): Promise<void> {
    await this.account().click();
    await this.page.getByRole("menuitem", { name: this.named("nav.sign_out") }).click();
    await this.heading("sign_in.title").waitFor();
  }

  async isIn(): Promise<void> {
    await this.account().getByText(this.name, { exact: true }).waitFor();
  }

  /** Another tab of the same browser, which they look at from now on. */
  async newTab(address = "/"): Promise<Page> {
    this.page = await this.context.newPage();
    await this.page.goto(address);
    return this.page;
  }

  /** Open a room of one's own, and be in it. */
  async createsRoom(name: string): Promise<Room> {
    await this.button("nav.new_room").first().click();
    await this.field("new_room.name").fill(name);
    await this.button("new_room.submit").click();
    const room = this.room(name);
    await room.composer.waitFor();
    return room;
  }

  /** Find a public room, and be in it. */
  async joinsRoom(name: string): Promise<Room> {
    await this.searches(name);
    await this.button("directory.join_room", { name }).click();
    const room = this.room(name);
    await room.composer.waitFor();
    return room;
  }

  /** Look into a public room without being in it. */
  async looksInto(name: string): Promise<Room> {
    await this.searches(name);
    await this.page.getByRole("main").getByRole("link", { name, exact: true }).click();
    return this.room(name);
  }

  room(name: string): Room {
    return new Room(this, name);
  }

  /** A room among those in the sidebar. */
  roomLink(name: string): Locator {
    return this.page.getByRole("navigation").getByRole("link", { name });
  }

  async accountId(): Promise<string> {
    return (await new Api(new URL(this.page.url()).origin).signIn(this.username, PASSWORD)).account;
  }

  private async searches(words: string): Promise<void> {
    await this.page.goto("/directory");
    await this.page.getByRole("searchbox", { name: this.named("directory.search") }).fill(words);
  }

  account(): Locator {
    return this.page.getByRole("button", { name: this.named("nav.account") });
  }
}
