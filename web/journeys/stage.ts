/** Where a journey takes place: a browser, people with one of their own each, and a server that may be killed. */
import { createInterface } from "node:readline";

import type { Browser, BrowserContextOptions } from "playwright-core";

import { Person } from "./person.ts";
import { watch } from "./watch.ts";
import { english, type Named } from "./words.ts";

/** What whoever started the journey does for it, asked on stdout and answered on stdin. */
export type Asked = "kill all" | "kill api" | "start";

const answers = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
let people = 0;

export class Stage {
  readonly people: Person[] = [];
  readonly complaints: string[] = [];
  /** What went over each one's connection. */
  readonly trails = new Map<Person, string[]>();
  readonly url: string;
  private readonly browser: Browser;

  constructor(browser: Browser, url: string) {
    this.browser = browser;
    this.url = url;
  }

  /** A browser with nothing in it, held by somebody who has no account yet. */
  async visitor(name: string, options: BrowserContextOptions = {}, named: Named = english): Promise<Person> {
    const context = await this.browser.newContext({
      baseURL: this.url,
      locale: "en-GB",
      reducedMotion: "reduce",
      viewport: { width: 1200, height: 800 },
      ...options,
    });
    context.setDefaultTimeout(60_000);
    const trail: string[] = [];
    await watch(context, this.complaints, trail);
    const person = new Person(name, unheardOf(name), context, await context.newPage(), named);
    this.trails.set(person, trail);
    this.people.push(person);
    return person;
  }

  /** Somebody who has an account and is signed in. */
  async person(name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const person = await this.visitor(name, options);
    await person.register();
    return person;
  }

  async server(what: Asked): Promise<void> {
    process.stdout.write(`${what}\n`);
    await answers.next();
  }

  close(): void {
    process.stdin.destroy();
  }
}

/** Several journeys share one server. */
function unheardOf(name: string): string {
  people += 1;
  return `${name.toLowerCase().replace(/[^a-z]/g, "x")}-${String(process.pid)}-${String(people)}`;
}
