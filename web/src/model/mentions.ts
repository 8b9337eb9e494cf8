/** Whom a message names, as the server finds it: `<@account_id>`. */

const MENTION = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/gi;

export function mentions(body: string | null): Set<string> {
  return new Set(
    body?.includes("<@") ? [...body.matchAll(MENTION)].map((found) => (found[1] ?? "").toLowerCase()) : [],
  );
}
