/** How far I have read, told to the server: at once here, there at most once a second, the newest mark of each room. */
import type { ClientFrame, ServerAccepted, ServerRejected } from "../api/generated/live.ts";
import { uuid7 } from "../model/ids.ts";
import type { Connection } from "./connection.ts";
import type { Http } from "./http.ts";
import type { Store } from "./store.ts";

const EVERY = 1000;

interface Parts {
  store: Store;
  http: Http;
  connection: Pick<Connection, "ready">;
  say: (frame: ClientFrame) => void;
}

export class Marker {
  readonly #parts: Parts;
  #waiting = new Map<string, number>();
  readonly #sent = new Map<string, [room: string, seq: number]>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  read(room: string, seq: number): void {
    const known = this.#parts.store.state.rooms.get(room);
    const read = Math.min(seq, known?.seq ?? 0);
    if (this.#stopped || !known || known.facts.role === null || read <= known.reading.upTo) return;
    this.#waiting.set(room, read);
    this.#parts.store.tell({ kind: "read", room, read: { seq: read } });
    this.#timer ??= setTimeout(() => void this.flush(), EVERY);
  }

  /** Say what waits now. What is refused is not said again: there is always a newer mark. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const marks = this.#waiting;
    this.#waiting = new Map();
    const { connection, say, http } = this.#parts;
    for (const [room, seq] of marks) {
      if (this.#stopped) return;
      if (connection.ready) {
        const id = uuid7(Date.now());
        this.#sent.set(id, [room, seq]);
        say({ frame: "command", id, command_id: id, room, type: "mark_read", data: { seq } });
      } else await http.read(room, seq).catch(() => this.#later(room, seq));
    }
  }

  /** Whether the answer was to a mark. */
  answered(frame: ServerAccepted | ServerRejected): boolean {
    const [room] = this.#sent.get(String(frame.id)) ?? [];
    if (room === undefined) return false;
    this.#sent.delete(String(frame.id));
    if (frame.frame === "accepted") this.#parts.store.tell({ kind: "read", room, read: { seq: frame.seq } });
    return true;
  }

  lost(): void {
    for (const [room, seq] of this.#sent.values()) this.#later(room, seq);
    this.#sent.clear();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #later(room: string, seq: number): void {
    this.#waiting.set(room, Math.max(seq, this.#waiting.get(room) ?? 0));
  }
}
