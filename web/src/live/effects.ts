/** What the pure half of the connection wants done. */
import type { ClientFrame, ServerAccepted, ServerRejected } from "../api/generated/live.ts";
import type { Action } from "../model/actions.ts";

/** Since when, in milliseconds of the clock that `tick` has. */
export type Status =
  | { kind: "connecting" }
  | { kind: "live" }
  | { kind: "reconnecting"; since: number }
  | { kind: "offline"; since: number }
  | { kind: "signed_out"; reason: string }
  | { kind: "stopped"; reason: string };

export type Effect =
  | { do: "open" }
  | { do: "close" }
  | { do: "say"; frame: ClientFrame }
  /** A token is wanted; `fresh`: the one before is refused, or about to expire. */
  | { do: "token"; fresh: boolean }
  | { do: "deliver"; action: Action }
  /** A page of a room's log, `GET …/events?after=…`; the answer comes with the same ticket. */
  | { do: "fetch"; room: string; after: number; ticket: number }
  /** A fresh snapshot: of one room, or of everything. What was heard of it before is worth nothing. */
  | { do: "anew"; room: string | null }
  /** I have come into a room that is not followed, by an event of this position. */
  | { do: "came"; room: string; position: string }
  /** What became of a command. */
  | { do: "answer"; frame: ServerAccepted | ServerRejected }
  /** Commands that were sent may be lost: they must be sent again. */
  | { do: "lost" }
  | { do: "status"; status: Status };

export type Tell = (effect: Effect) => void;
