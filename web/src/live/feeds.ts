/** The rooms that are followed on a connection, each by a feed of its own: asked for, resumed, given up. No I/O. */
import type {
  Resume,
  ServerEnded,
  ServerEvent,
  ServerFollowed,
  ServerLagging,
  ServerNotice,
  ServerRejected,
} from "../api/generated/live.ts";
import { Problem } from "../api/problem.ts";
import type { Tell } from "./effects.ts";
import { Feed } from "./feed.ts";

const MOST_ROOMS = 1000; // in a `resume`
export const AGAIN = 3000; // after what was refused for now

/** What feeds know of their connection. */
interface Line {
  readonly epoch: string | null;
  readonly ready: boolean;
  /** A number that no frame has carried. */
  next(): number;
}

export class Feeds {
  readonly #line: Line;
  readonly #tell: Tell;
  readonly #chance: () => number;
  /** The one that was begun, or looked at, last is the last. */
  readonly #feeds = new Map<string, Feed>();
  readonly #again = new Map<string, number>();
  /** Followed rooms that I have come into: the follow may be one of before, which is about to end. */
  readonly #came = new Map<string, ServerNotice>();

  constructor(line: Line, tell: Tell, chance: () => number) {
    this.#line = line;
    this.#tell = tell;
    this.#chance = chance;
  }

  /** When `tick` has something to do next. */
  get due(): number {
    return Math.min(Infinity, ...this.#again.values());
  }

  /** Whether a follow is not answered yet. */
  get asking(): boolean {
    return [...this.#feeds.values()].some((feed) => feed.phase === "asked");
  }

  follow(room: string, seq: number): void {
    this.#drop(room);
    const feed: Feed = new Feed(
      room,
      seq,
      this.#tell,
      () => this.#say(feed),
      () => this.#line.next(),
    );
    this.#feeds.set(room, feed);
    if (this.#line.ready) feed.ask();
  }

  follows(room: string): boolean {
    const phase = this.#feeds.get(room)?.phase;
    return phase !== undefined && phase !== "over";
  }

  /** Of all that are followed this is the last to be given up for another. */
  prefer(room: string): void {
    const feed = this.#feeds.get(room);
    if (!feed) return;
    this.#feeds.delete(room);
    this.#feeds.set(room, feed);
  }

  unfollow(room: string): void {
    if (this.follows(room) && this.#line.ready) this.#tell({ do: "say", frame: { frame: "unfollow", room } });
    this.#drop(room);
  }

  /** What a `connect` asks for; it is answered without ids. */
  resume(): Resume[] {
    const idle = this.#idle().slice(0, MOST_ROOMS);
    for (const feed of idle) feed.resumed();
    return idle.map(({ room, seq }) => ({ room, epoch: this.#line.epoch ?? "", seq }));
  }

  /** Whom nothing was resumed for asks. */
  ready(): void {
    for (const feed of this.#idle()) feed.ask();
  }

  tick(now: number): void {
    for (const [room, at] of this.#again) {
      if (now < at) continue;
      this.#again.delete(room);
      this.#feeds.get(room)?.ask();
    }
  }

  /** The connection is gone. */
  lost(): void {
    this.#came.clear();
    this.#again.clear();
    for (const feed of this.#feeds.values()) feed.lost();
  }

  /** Nothing is followed any more, and nobody is told. */
  clear(): void {
    this.#feeds.clear();
  }

  followed(frame: ServerFollowed): void {
    this.#feeds.get(frame.room)?.followed(frame);
  }

  event(frame: ServerEvent): void {
    this.#feeds.get(frame.room)?.event(frame);
  }

  lagging({ room, head }: ServerLagging): void {
    this.#feeds.get(room)?.lagging(head);
  }

  heads(heads: Readonly<Record<string, number>>): void {
    for (const [room, head] of Object.entries(heads)) this.#feeds.get(room)?.head(head);
  }

  fetched(room: string, ticket: number, events: readonly ServerEvent[], more: boolean): void {
    this.#feeds.get(room)?.fetched(ticket, events, more);
  }

  ended(frame: ServerEnded): void {
    this.#feeds.get(frame.room)?.end();
    this.#tell({ do: "deliver", action: { kind: "ended", frame } });
    const notice = this.#came.get(frame.room);
    if (notice) this.#back(notice, frame.seq);
  }

  noticed(notice: ServerNotice): void {
    if (notice.type === "added" || notice.type === "joined") this.#back(notice, 0);
  }

  rejected(frame: ServerRejected, now: number): void {
    const feed = this.#feeds.get(frame.room ?? "");
    if (feed?.rejected(frame)) this.#refused(feed, new Problem(frame.problem), now);
  }

  #refused(feed: Feed, problem: Problem, now: number): void {
    if (problem.is("too_many_requests")) this.#makeRoom(feed);
    else if (problem.passes) this.#again.set(feed.room, now + AGAIN + this.#chance() * AGAIN);
    else {
      feed.end();
      this.#tell({ do: "deliver", action: { kind: "barred", room: feed.room } });
    }
  }

  /** So many rooms are followed that another takes the place of the one followed longest. */
  #makeRoom(wanted: Feed): void {
    const [oldest] = [...this.#feeds.values()].filter((feed) => feed.phase === "live");
    if (!oldest) return;
    this.unfollow(oldest.room);
    wanted.ask();
  }

  /** I am in a room since a notice; where it is followed still, that is judged when the follow ends at a seq. */
  #back(notice: ServerNotice, endedAt: number): void {
    const { room, seq, position } = notice;
    this.#came.delete(room);
    if (this.follows(room)) this.#came.set(room, notice);
    else if (seq > endedAt) this.#tell({ do: "came", room, position });
  }

  #say({ room, seq }: Feed): number {
    const id = this.#line.next();
    this.#tell({ do: "say", frame: { frame: "follow", id, room, from: { epoch: this.#line.epoch ?? "", seq } } });
    return id;
  }

  #idle(): Feed[] {
    return [...this.#feeds.values()].filter((feed) => feed.phase === "idle");
  }

  #drop(room: string): void {
    this.#feeds.get(room)?.end();
    this.#feeds.delete(room);
    this.#again.delete(room);
  }
}
