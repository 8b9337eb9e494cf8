/** Finds a day in a room: the API has no search by time, but seqs grow with it, so halving finds the place. */
import type { MessageAnswer } from "../../model/state.ts";

/** The seq of the first message at or after a moment, or of the last one; null where there is none. */
export async function seqAt(
  moment: number,
  head: number,
  next: (after: number) => Promise<Pick<MessageAnswer, "seq" | "sent_at"> | undefined>,
): Promise<number | null> {
  let [low, high] = [0, head];
  let found: number | null = null;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = await next(middle);
    if (!message || Date.parse(message.sent_at) >= moment) {
      found = message?.seq ?? found;
      high = middle;
    } else low = message.seq;
  }
  return found ?? (await last(head, next));
}

async function last(head: number, next: Parameters<typeof seqAt>[2]): Promise<number | null> {
  for (let back = 1; ; back *= 2) {
    const message = await next(Math.max(head - back, 0));
    if (message) return message.seq;
    if (back >= head) return null;
  }
}
