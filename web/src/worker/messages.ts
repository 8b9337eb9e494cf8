/** What a page and the worker say to each other. */

/** `whose`: is this page, begun by that script, of your version? (You wait, or not.) `begin`: wait no longer. */
export type ToWorker = { do: "whose"; script: string; waits: boolean } | { do: "begin" };

/** `newer`: I am of a later version and wait. `reload`: I am, and have begun. `go`: a notification was clicked. */
export type ToPage = { do: "newer" } | { do: "reload" } | { do: "go"; path: string };

/** What a notification leads to. */
export interface Called {
  path: string;
  room: string;
  seq: number;
  /** Those of the messages in it, and who wrote them: it is taken back when they are. */
  messages: [id: string, author: string][];
}
