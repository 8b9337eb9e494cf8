/**
 * The live client; knows no Vue. `new Live(parts)`, `listen(({state, outbox, status}) => …)`, `start()`.
 *
 * Everything that is shown comes from `state`, `outbox` and `status`; everything that is done goes through a method of
 * `Live`. `load` asks for what the timeline lacks: the rows of kind `hole` say what that is.
 */
export { backOff } from "./backoff.ts";
export { Live, UNDO_MS, type Parts } from "./live.ts";
export { browserOutbox, NOWHERE, type OutboxStorage } from "./outbox_storage.ts";
export type { Status } from "./effects.ts";
export type { Seen } from "./store.ts";
