/** What somebody does in a browser, and sees there, in their own words. */
import type { BrowserContext, Locator, Page } from "playwright-core";

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
    throw new Error(`not yet ${name}`);
  }

  /** Find a public room, and be in it. */
  async joinsRoom(name: string): Promise<Room> {
    throw new Error(`not yet ${name}`);
  }

  room(name: string): Room {
    return new Room(this, name);
  }

  /** A room among those in the sidebar. */
  roomLink(name: string): Locator {
    return this.page.getByRole("navigation").getByRole("link", { name });
  }

  async accountId(): Promise<string> {
    const { account_id } = await this.page.evaluate(async () => (await fetch("/v1/me")).json());
    return String(account_id);
  }

  private account(): Locator {
    return this.page.getByRole("button", { name: this.named("nav.account") });
  }
}
