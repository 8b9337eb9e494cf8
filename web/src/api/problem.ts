/** What a request can end with other than an answer. */
import type { components } from "./generated/http.ts";

/** A problem document, as far as it is read here; `type` is for programs, such as `/problems/not_a_member`. */
export type ProblemDocument = Pick<components["schemas"]["Problem"], "type" | "title" | "status" | "retry_after">;

const MEDIA_TYPE = "application/problem+json";

/** The server's refusal, over HTTP or live. */
export class Problem extends Error {
  readonly document: ProblemDocument;

  constructor(document: ProblemDocument) {
    super(document.title);
    this.name = "Problem";
    this.document = document;
  }

  get status(): number {
    return this.document.status;
  }

  /** The last part of its type, such as `not_a_member`. */
  get slug(): string {
    return this.document.type.replace("/problems/", "");
  }

  is(slug: string): boolean {
    return this.slug === slug;
  }

  /** Whether the same may be taken later. */
  get passes(): boolean {
    return [408, 425, 429].includes(this.status) || this.status >= 500;
  }

  /** In milliseconds, how long it makes no sense to try again. */
  get wait(): number {
    return 1000 * (this.document.retry_after ?? 0);
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
  const after = Number(answer.headers.get("retry-after") ?? Number.NaN);
  const said = Number.isFinite(after) ? { retry_after: after } : {};
  return new Problem({ ...said, ...(await documentOf(answer)) });
}

async function documentOf(answer: Response): Promise<ProblemDocument> {
  if (answer.headers.get("content-type")?.startsWith(MEDIA_TYPE)) return (await answer.json()) as ProblemDocument;
  // A proxy on the way speaks another language.
  return { type: "/problems/unavailable", title: answer.statusText || `HTTP ${answer.status}`, status: answer.status };
}
