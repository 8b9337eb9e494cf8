/** Mentions as one writes: whom the letters after an `@` may mean, and who was chosen of them. */
import { computed, nextTick, ref, shallowRef, type Ref, type ShallowRef } from "vue";

import type { Room } from "../../model/index.ts";
import { useLive } from "../../stores/live.ts";
import { candidates, encoded, mentionAt, namesOf, type Called } from "./naming.ts";

export function useMentioning(
  room: () => Room,
  text: Ref<string>,
  box: Readonly<ShallowRef<HTMLTextAreaElement | null>>,
) {
  const store = useLive();
  /** Those chosen from the list, before all others who may be called the same. */
  const chosen = shallowRef<readonly Called[]>([]);
  const completing = shallowRef<ReturnType<typeof mentionAt>>(null);
  const active = ref(0);

  const members = computed(() => room().members);
  const people = computed(() => {
    const all = [...(members.value?.keys() ?? [])].map((account) => store.person(account));
    return all.filter((one) => one !== undefined && !one.erased) as Called[];
  });
  const others = computed(() => people.value.filter(({ id }) => id !== store.me));
  const offered = computed(() => (completing.value ? candidates(others.value, completing.value.letters) : []));
  const names = computed(() => namesOf([...chosen.value, ...people.value])); // sorted once, not at every key
  /** What is sent. */
  const body = computed(() => encoded(text.value.trim(), names.value));

  function complete(): void {
    const found = mentionAt(text.value, box.value?.selectionStart ?? 0);
    if (found?.letters !== completing.value?.letters) active.value = 0;
    completing.value = found;
  }

  function choose(person: Called): void {
    const { at, letters } = completing.value ?? { at: 0, letters: "" };
    const before = `${text.value.slice(0, at)}@${person.name} `;
    text.value = before + text.value.slice(at + 1 + letters.length).trimStart();
    chosen.value = [person, ...chosen.value];
    close();
    void nextTick(() => box.value?.setSelectionRange(before.length, before.length));
  }

  /** In the list of people; false for keys that mean nothing there. */
  function walk({ key }: KeyboardEvent): boolean {
    const [person, all] = [offered.value[active.value], offered.value.length];
    if (all === 0) return false;
    if (key === "ArrowDown") active.value = (active.value + 1) % all;
    else if (key === "ArrowUp") active.value = (active.value + all - 1) % all;
    else if ((key === "Enter" || key === "Tab") && person) choose(person);
    else if (key === "Escape") close();
    else return false;
    return true;
  }

  function close(): void {
    completing.value = null;
  }

  return { chosen, offered, active, body, complete, choose, walk, close };
}
