/** What a request can end with other than an answer. */
import type { components } from "./generated/http.ts";

type Document = components["schemas"]["Problem"];

/** The server's refusal: `type` is for programs, such as `/problems/not_a_member`. */
export class Problem extends Error {
  readonly type: string;
  readonly status: number;
  readonly detail: string | undefined;
  readonly errors: Document["errors"];

  constructor(
    document: Document,
    readonly retryAfterSeconds?: number,
  ) {
    super(document.title);
    this.name = "Problem";
    this.type = document.type;
    this.status = document.status;
    this.detail = document.detail;
    this.errors = document.errors;
  }

  /** Whether it is this one, by the last part of its type: `problem.is("not_a_member")`. */
  is(slug: string): boolean {
    return this.type === `/problems/${slug}`;
  }

  /** Whether the same may be taken later. */
  get passes(): boolean {
    return [408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super("The server cannot be reached.", { cause });
    this.name = "Unreachable";
  }
}

/** The session is over; whoever watches it shows the way back in. */
export class SignedOut extends Error {
  constructor() {
    super("Signed out.");
    this.name = "SignedOut";
  }
}

export async function problemOf(answer: Response): Promise<Problem> {
  const wait = Number(answer.headers.get("retry-after") ?? Number.NaN);
  return new Problem(await documentOf(answer), Number.isFinite(wait) ? wait : undefined);
}

async function documentOf(answer: Response): Promise<Document> {
  if (answer.headers.get("content-type")?.startsWith("application/problem+json")) {
    return (await answer.json()) as Document;
  }
  // A proxy on the way speaks another language.
  return { type: "/problems/unavailable", title: answer.statusText || `HTTP ${answer.status}`, status: answer.status };
}
