/** Waiting for what another process does: looked at again until it is so, and loudly given up. */
import { isDeepStrictEqual } from "node:util";
import { setTimeout as after } from "node:timers/promises";

const PATIENCE_MS = 60_000; // a client that has been cut off often may wait half a minute;

export async function until<Found>(what: string, look: () => Promise<Found>, wanted: (found: Found) => boolean) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (wanted(found)) return found;
    if (Date.now() > deadline) throw new Error(`${what}; in the end it was ${JSON.stringify(found)}`);
    await after(50);
  }
}

export async function becomes<Found>(what: string, look: () => Promise<Found>, wanted: Found): Promise<void> {
  await until(`${what} should become ${JSON.stringify(wanted)}`, look, (found) => isDeepStrictEqual(found, wanted));
}
