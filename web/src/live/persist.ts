/** Tries until something is done, or refused for good, or nobody wants it any more. */
import { Problem } from "../api/problem.ts";
import { backOff } from "./backoff.ts";

export async function persist(ask: () => Promise<unknown>, isOver: () => boolean): Promise<void> {
  for (let tries = 0; !isOver(); tries++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (error instanceof Problem && !error.passes) return;
      await new Promise((after) => setTimeout(after, backOff(tries, Math.random())));
    }
  }
}
