/** The server is killed while two people talk, twice; nothing is lost, nothing comes twice, and all is in one order. */
import { becomes } from "../until.ts";
import type { Room } from "../room.ts";
import type { Stage } from "../stage.ts";

const MANY = 24;
const NUMBERED = /number \d+/g;
const TALL = { viewport: { width: 1000, height: 3000 } }; // all of it on one screen

export default async function (stage: Stage): Promise<void> {
  const ann = await stage.person("Ann", TALL);
  const ben = await stage.person("Ben", TALL);
  const name = `Bridge of ${ann.username}`;
  const both = [await ann.createsRoom(name), await ben.joinsRoom(name)] as const;
  for (let n = 0; n < MANY; n++) {
    if (n === 8) await stage.server("kill all");
    if (n === 12) await stage.server("start");
    if (n === 18) await stage.server("kill api");
    await (n % 2 ? both[0] : both[1]).say(`number ${String(n + 100)}`);
  }
  const wanted = Array.from({ length: MANY }, (_, n) => `number ${String(n + 100)}`);
  for (const room of both) await becomes("all that was said", async () => (await seen(room)).sort(), wanted);
  await becomes("the same order for both", async () => await seen(both[0]), await seen(both[1]));
  await ann.page.reload();
  await becomes("the same after a reload", async () => await seen(both[0]), await seen(both[1]));
  await ann.page.getByText(ann.named("connection.reconnecting")).waitFor({ state: "detached" });
}

const seen = (room: Room) => room.shown(NUMBERED);
