/** Things to say, of the lengths and kinds that people say them in. */
const LINES = [
  "yes",
  "Is the kettle on?",
  "I would rather wait until the others are back from lunch, if that is all right with everybody.",
  "see https://example.org/notes/2026 for **what we agreed** on",
  "```sh\nmake run\nmake test\n```",
  "it works with `PARLEY_WORKERS=2`, and without it too",
  "1. read it\n2. try it\n3. tell us what is wrong with it",
  "> what about Thursday?\n\nThursday is fine",
  "מה שלומך היום? all well here",
  "The build is green again. It was the clock of one machine, which went ten minutes slow over night; nothing that we did.",
  "ok 👍",
];

export function chatter(count: number): string[] {
  return Array.from({ length: count }, (_, n) => LINES[n % LINES.length] ?? "");
}
