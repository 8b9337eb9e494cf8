/** The one reducer: what the client knows after one more thing is known. Pure; equal parts stay the same objects. */
import type { Action } from "./actions.ts";
import { happened } from "./happened.ts";
import { membersAfter, membersOf } from "./members.ts";
import { peopleOf } from "./people.ts";
import { begin, ended, hidden, marked, recounted, refreshed } from "./rooms.ts";
import { presence, presenceOf, typing } from "./signals.ts";
import { NOTHING, type Room, type State } from "./state.ts";
import { aside, paged, trimmed } from "./talk.ts";
import { between, cover, holes } from "./ranges.ts";
import { isSystemEvent } from "./event_kinds.ts";

export function reduce(state: State, action: Action): State {
  switch (action.kind) {
    case "signed_in":
      return { ...NOTHING, me: action.me };
    case "epoch":
      if (state.epoch === action.epoch) return state;
      return sameLog(state, action.epoch)
        ? { ...state, epoch: action.epoch }
        : { ...NOTHING, me: state.me, open: state.open, epoch: action.epoch };
    case "rooms": {
      const rooms = new Map(state.rooms);
      for (const one of action.rooms) {
        const known = rooms.get(one.room_id);
        rooms.set(one.room_id, known ? refreshed(known, one, state.me) : begin(one, action.position));
      }
      return { ...state, loaded: true, rooms };
    }
    case "room": {
      const known = state.rooms.get(action.room.room_id);
      const room =
        known && !action.anew ? refreshed(known, action.room, state.me) : begin(action.room, action.position);
      return withRoom(state, room);
    }
    case "ready":
      return action.rooms.reduce((sum, one) => change(sum, one.room, (room) => recounted(room, one, state.me)), state);
    case "people":
      return { ...state, people: peopleOf(state.people, action.people) };
    case "page": {
      const people = peopleOf(
        state.people,
        action.messages.map((one) => one.author),
      );
      return change({ ...state, people }, action.room, (room) => ({
        ...room,
        talk: paged(room.talk, action, room.seq),
      }));
    }
    case "message": {
      const people = peopleOf(state.people, [action.message.author]);
      return change({ ...state, people }, action.room, (room) => {
        return { ...room, talk: aside(room.talk, action.askedAt, action.message, room.seq) };
      });
    }
    case "members": {
      const people = peopleOf(state.people, action.members);
      return change({ ...state, people }, action.room, (room) => {
        const missed = { from: action.askedAt + 1, to: room.seq };
        if (holes(room.systemEvents, missed).length > 0) return room; // too old: it must be asked for again
        const since = between(room.systemEvents, missed);
        return { ...room, members: since.reduce(membersAfter, membersOf(action.members)) };
      });
    }
    case "log":
      return change(state, action.room, (room) => {
        const systemEvents = action.events.filter(isSystemEvent).filter((event) => event.seq <= room.seq);
        return {
          ...room,
          systemEvents: cover(
            room.systemEvents,
            { from: action.from, to: Math.min(action.to, room.seq) },
            systemEvents,
          ),
        };
      });
    case "presence":
      return change(state, action.room, (room) => ({ ...room, presence: presenceOf(action.answer) }));
    case "event":
      return change(state, action.frame.room, (room) => happened(room, action.frame, state));
    case "hidden":
      return change(state, action.room, (room) => hidden(room, action.to));
    case "followed":
      return change(state, action.room, (room) => ({ ...room, follow: "live" }));
    case "ended":
      return change(state, action.frame.room, (room) => ended(room, action.frame));
    case "barred": {
      const rooms = new Map(state.rooms);
      return rooms.delete(action.room) ? { ...state, rooms } : state;
    }
    case "signal":
      return change(state, action.frame.room, (room) => signalled(room, action, state.me));
    case "read":
      return change(state, action.room, (room) => marked(room, action.read, state.me));
    case "connection_lost":
      return { ...state, rooms: new Map([...state.rooms].map(([id, room]) => [id, waiting(room)])) };
    case "open":
      return { ...state, open: action.room };
    case "trim":
      return change(state, action.room, (room) => ({ ...room, talk: trimmed(room.talk, action.around, action.keep) }));
  }
}

/** Also where answers came before the connection said which log it is. */
function sameLog({ epoch, rooms }: State, now: string): boolean {
  return epoch === null && [...rooms.values()].every((room) => room.position.startsWith(`${now}.`));
}

function withRoom(state: State, room: Room): State {
  return { ...state, rooms: new Map(state.rooms).set(room.id, room) };
}

function change(state: State, id: string, by: (room: Room) => Room): State {
  const room = state.rooms.get(id);
  const next = room && by(room);
  return next && next !== room ? withRoom(state, next) : state;
}

function signalled(room: Room, { frame, now }: Extract<Action, { kind: "signal" }>, me: string | null): Room {
  switch (frame.type) {
    case "typing":
      return typing(room, frame, now);
    case "presence":
      return presence(room, frame);
    case "read":
      return marked(room, frame.data, me);
    default:
      return room;
  }
}

function waiting(room: Room): Room {
  return room.follow === "live" ? { ...room, follow: "waiting", typing: new Map() } : room;
}
