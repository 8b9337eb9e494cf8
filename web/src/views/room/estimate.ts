/** About how high a row will be, before it is drawn: the better, the less moves. */
import type { Row } from "../../model/index.ts";

const LINE = 23;
const WIDTH = 90; // characters that fit on a line

export function estimate(row: Row): number {
  switch (row.kind) {
    case "day":
      return 40;
    case "unread":
      return 26;
    case "events":
      return 34;
    case "hole":
      return 300;
    case "message":
      return heightOf(row.message.body) + (row.first ? 33 : 4) + (row.message.replyTo ? 20 : 0);
    case "pending":
      return heightOf(row.entry.deed.type === "send_message" ? row.entry.deed.body : "") + (row.first ? 33 : 4);
  }
}

function heightOf(body: string | null): number {
  if (body === null) return LINE;
  return body.split("\n").reduce((sum, line) => sum + LINE * Math.max(Math.ceil(line.length / WIDTH), 1), 0);
}
