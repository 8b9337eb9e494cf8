/** What can be done with a message, from wherever it is shown. */
import { inject, type InjectionKey } from "vue";

import type { Message } from "../../model/index.ts";

export interface MessageActions {
  /** Whether something can be said here by me now. */
  readonly maySpeak: boolean;
  mayDelete(message: Message): boolean;
  mayEdit(message: Message): boolean;
  reply(message: Message): void;
  edit(message: Message): void;
  remove(message: Message): void;
  copyLink(message: Message): void;
  copyText(message: Message): void;
  copy(text: string): void;
  /** Go to a message by its id. */
  jump(message: string): void;
  find(message: string): Message | undefined;
  /** Ask for a message that is not known. */
  fetch(message: string): void;
  retry(entry: string): void;
  discard(entry: string): void;
}

export const MESSAGE_ACTIONS: InjectionKey<MessageActions> = Symbol("message actions");

export function useMessageActions(): MessageActions {
  const actions = inject(MESSAGE_ACTIONS);
  if (!actions) throw new Error("There is no room around this.");
  return actions;
}
