import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as outbox from "./outbox.ts";
import type { Deed, Outbox } from "./outbox.ts";
import { reduce } from "./reduce.ts";
import { NOTHING, type State } from "./state.ts";
import { ANN, BEN, EPOCH, logOf, messageId, ROOM, roomAt } from "./testing/log.ts";

const say = (body: string, replyTo: string | null = null): Deed => ({ type: "send_message", body, replyTo });
const edit = (id: string, body: string): Deed => ({ type: "edit_message", messageId: id, body });
const take = (id: string): Deed => ({ type: "delete_message", messageId: id });
const refusal = { type: "/problems/not_a_member", title: "You are not a member of this room.", status: 403 };

function outboxOf(...deeds: [string, Deed, number?][]): Outbox {
  return deeds.reduce<Outbox>(
    (all, [id, deed, undoFor]) => outbox.add(all, outbox.done(id, ROOM, deed, 0, undoFor)),
    [],
  );
}

const log = logOf([
  { type: "send", who: 1, which: 1 },
  { type: "send", who: 1, which: 2 },
]);

/** BEN, who has heard so much of the room. */
function heard(seq: number): State {
  const me = reduce(reduce(NOTHING, { kind: "signed_in", me: BEN }), { kind: "epoch", epoch: EPOCH });
  const state = reduce(me, { kind: "room", room: roomAt(log, 3, BEN), position: "", anew: true });
  return log.slice(3, seq).reduce((sum, frame) => reduce(sum, { kind: "event", frame }), state);
}

describe("an outbox", () => {
  test("sends a room's messages one after the other, and other rooms' beside them", () => {
    const other = outbox.done("c", "another", say("three"), 0);
    const all = outbox.add(outboxOf(["a", say("one")], ["b", say("two")]), other);
    expect(outbox.due(all, 0, 8).map((one) => one.id)).toEqual(["a", "c"]);
    const sent = outbox.sending(all, "a");
    expect(outbox.due(sent, 0, 8).map((one) => one.id)).toEqual(["c"]);
    expect(outbox.due(outbox.accepted(sent, "a", 4), 0, 8).map((one) => one.id)).toEqual(["b", "c"]);
    expect(outbox.due(sent, 0, 1)).toEqual([]);
  });

  test("goes on after what was refused, and tries that again only when it is told to", () => {
    const refused = outbox.refused(outbox.sending(outboxOf(["a", say("one")], ["b", say("two")]), "a"), "a", refusal);
    expect(outbox.due(refused, 9, 8).map((one) => one.id)).toEqual(["b"]);
    expect(outbox.due(outbox.retry(refused, "a", 9), 9, 8).map((one) => one.id)).toEqual(["a"]);
  });

  test("waits with what changes or answers a message until that message is there", () => {
    const all = outboxOf(["a", say("one")], ["b", edit("a", "other")], ["c", take("b")]);
    expect(outbox.due(all, 0, 8).map((one) => one.id)).toEqual(["a"]);
    const accepted = outbox.accepted(outbox.sending(all, "a"), "a", 4);
    expect(outbox.due(accepted, 0, 8).map((one) => one.id)).toContain("b");
  });

  test("gives up with a message what was done to it, and refuses nothing that is to be deleted anyway", () => {
    const all = outboxOf(["a", say("one")], ["b", take("a")], ["c", say("an answer", "a")]);
    expect(outbox.discard(all, "a").map((one) => one.id)).toEqual(["c"]);
    expect(outbox.refused(outbox.sending(all, "a"), "a", refusal).map((one) => one.id)).toEqual(["c"]);
    expect(outbox.refused(outbox.sending(all, "c"), "c", refusal).length).toBe(3);
  });

  test("takes back what was not sent, and nothing else", () => {
    const all = outboxOf(["a", take(messageId(1)), 5000]);
    expect(outbox.due(all, 4999, 8)).toEqual([]);
    expect(outbox.nextDue(all, 0)).toBe(5000);
    expect(outbox.undo(all, "a")).toEqual([]);
    const sent = outbox.sending(all, "a");
    expect(outbox.undo(sent, "a")).toBe(sent);
    const again = outbox.again(sent, "a", 9000); // it may have been done, with the answer lost
    expect(outbox.undo(again, "a")).toBe(again);
  });

  test("is settled by the event or by its answer, whichever comes first", () => {
    const sent = outbox.sending(outboxOf([messageId(1), say("words 1")]), messageId(1));
    expect(outbox.settled(sent, heard(3))).toBe(sent);
    expect(outbox.settled(sent, heard(4))).toEqual([]);
    const answered = outbox.accepted(sent, messageId(1), 4);
    expect(outbox.settled(answered, heard(3))).toBe(answered); // shown until its event takes its place
    expect(outbox.settled(answered, heard(4))).toEqual([]);
    expect(outbox.accepted([], messageId(1), 4)).toEqual([]);
  });

  test("shows words as I changed them until they are so, and as they were where that was refused", () => {
    const [message] = [heard(4).rooms.get(ROOM)?.talk.ranges[0]?.items[0]];
    if (!message) throw new Error("no message");
    const all = outboxOf(["e", edit(message.id, "in other words")]);
    const show = (now: Outbox) => outbox.shown(message, outbox.overlays(now, ROOM).get(message.id));
    expect(show(all)).toMatchObject({ body: "in other words", html: null });
    expect(show(outbox.refused(all, "e", refusal))).toBe(message);
    expect(show(outboxOf(["d", take(message.id), 5000]))).toMatchObject({ body: null, deleted: true });
  });

  test("sends nothing twice under another id, whatever happens to the connection", () => {
    const step = fc.constantFrom("due", "accept", "lose", "refuse", "retry");
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 60 }), (many, steps) => {
        let all = outboxOf(...Array.from({ length: many }, (_, n): [string, Deed] => [messageId(n), say(String(n))]));
        const done: string[] = []; // as the server has them: each id once
        for (const [now, what] of steps.entries()) {
          const under = all.find((one) => one.state === "sending");
          if (what === "due") {
            for (const one of outbox.due(all, now, 8)) {
              if (!done.includes(one.id)) done.push(one.id);
              all = outbox.sending(all, one.id);
            }
          } else if (what === "accept" && under) all = outbox.accepted(all, under.id, 4);
          else if (what === "lose" && under) all = outbox.again(all, under.id, now);
          else if (what === "refuse" && under) all = outbox.refused(all, under.id, refusal);
          else if (what === "retry") for (const one of all) all = outbox.retry(all, one.id, now);
          expect(all.filter((one) => one.state === "sending").length).toBeLessThanOrEqual(1);
        }
        expect(new Set(all.map((one) => one.id)).size).toBe(many);
      }),
    );
  });

  test("belongs to whoever did it: ANN's messages settle nothing of mine", () => {
    const sent = outbox.sending(outboxOf(["mine", say("words 1")]), "mine");
    expect(heard(4).rooms.get(ROOM)?.talk.ranges[0]?.items[0]?.author).not.toBe(ANN);
    expect(outbox.settled(sent, heard(5))).toBe(sent);
  });
});
