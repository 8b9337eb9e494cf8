/**
 * The model: what the client knows, and what of it is shown. Pure; no Vue, no I/O, no clock.
 *
 * `reduce(state, action)` is the only way a `State` changes. `Outbox` is what I did and nobody confirmed yet, laid over
 * it by `pending`, `overlays` and `shown`; `timeline` makes a room's rows of both.
 */
export type { Action, PageAnswered, Where } from "./actions.ts";
export { alike } from "./alike.ts";
export { calls, type Call } from "./calls.ts";
export { fit, fitting } from "./fuzzy.ts";
export { uuid7 } from "./ids.ts";
export { mentions } from "./mentions.ts";
export * as outbox from "./outbox.ts";
export {
  expected,
  overlays,
  pending,
  shown,
  unheard,
  type Deed,
  type Entry,
  type Outbox,
  type Overlay,
} from "./outbox.ts";
export { beside } from "./order.ts";
export { between, holes, type Range, type Ranges } from "./ranges.ts";
export { atLeast, mayActOn, rank, ROLES, rolesFor } from "./ranks.ts";
export { reduce } from "./reduce.ts";
export * from "./selectors.ts";
export { NOTHING } from "./state.ts";
export type { Facts, Follow, Member, Message, Person, Presence, Role, Room, State, SystemEvent } from "./state.ts";
export { timeline, whole, type Row, type Wishes } from "./timeline.ts";
