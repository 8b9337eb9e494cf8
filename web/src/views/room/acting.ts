/** What I may do in the room that is open, and with what is said in it; for all that stands in it. */
import { computed, provide, shallowReadonly, type Ref } from "vue";
import { useRouter } from "vue-router";

import { UNDO_MS } from "../../live/index.ts";
import { atLeast, unheard, type Message } from "../../model/index.ts";
import { useLive } from "../../stores/live.ts";
import { toast } from "../../ui/toasts.ts";
import { t } from "../../words/index.ts";
import { copied } from "./copying.ts";
import { named } from "./html.ts";
import { MESSAGE_ACTIONS, type MessageActions } from "./message_actions.ts";
import type { TalkView } from "./talk.ts";

interface Writing {
  reply(message: Message): void;
  edit(message: Message): void;
  focus(): void;
}

export function useActing(
  id: Readonly<Ref<string>>,
  talk: TalkView,
  composer: Readonly<Ref<Writing | null>>,
  goTo: (seq: number) => Promise<void>,
) {
  const store = useLive();
  const router = useRouter();
  const facts = computed(() => talk.room.value?.facts);
  const maySpeak = computed(() => !!facts.value && facts.value.role !== null && !facts.value.archived);

  function copyLink(seq?: number): void {
    const to = router.resolve({ name: "room", params: { id: id.value }, query: seq === undefined ? {} : { at: seq } });
    void copy(new URL(to.href, location.href).href, t("message.link_copied"));
  }

  async function copy(text: string, done: string): Promise<void> {
    if (await copied(text)) toast(done);
  }

  function remove(message: Message): void {
    const live = store.live();
    const unsent = store.outbox.find((one) => one.id === message.id);
    if (unsent && unheard(unsent)) return discard(unsent.id);
    const entry = live.remove(id.value, message.id);
    const undo = () => {
      if (!live.undo(entry)) toast(t("message.undo_late"), { kind: "danger" });
    };
    toast(t("message.deleting"), { ms: UNDO_MS, action: { label: t("action.undo"), run: undo } });
  }

  function discard(entry: string): void {
    store.live().discard(entry);
    composer.value?.focus(); // it may have been on what is gone
  }

  const actions: MessageActions = {
    get maySpeak() {
      return maySpeak.value;
    },
    mayEdit: (message) => maySpeak.value && message.author === store.me && message.body !== null,
    mayDelete: (message) =>
      maySpeak.value &&
      !message.deleted &&
      message.body !== null &&
      (message.author === store.me || atLeast(facts.value?.role ?? null, "moderator")),
    reply: (message) => composer.value?.reply(message),
    edit: (message) => composer.value?.edit(message),
    remove,
    copyLink: (message) => copyLink(message.seq),
    copy: (text) => void copy(text, t("message.copied")),
    copyText: (message) => void copy(named(message.body ?? "", store.nameOf), t("message.copied")),
    jump: (message) => {
      const seq = talk.find(message)?.seq;
      if (seq !== undefined) void goTo(seq);
    },
    find: talk.find,
    fetch: (message) =>
      void store
        .live()
        .load.aside(id.value, message)
        .catch(() => undefined), // one may not see everything
    retry: (entry) => store.live().retry(entry),
    discard,
  };
  provide(MESSAGE_ACTIONS, shallowReadonly(actions));

  return { maySpeak, copyLink };
}
