/** What of the server's addresses is the client's. */

/** Where the API begins; a test holds it against the server's routes. */
export const API = [".well-known", "asyncapi.json", "docs", "health", "metrics", "openapi.json", "schemas", "v1"];

/** Whether the client itself is at an address: not a file, and nothing of the API. */
export function isPage(path: string): boolean {
  const parts = path.split("/");
  return !API.includes(parts[1] ?? "") && !parts.at(-1)?.includes(".");
}

/** Whether a file is called by what is in it: then it is the same for ever. */
export function isHashed(path: string): boolean {
  return path.startsWith("/assets/");
}
