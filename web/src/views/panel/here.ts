/** A room's members as the panel shows them: who is here first, those with more to say about the room first. */
import { computed, type Ref } from "vue";

import { fit, rank, type Person, type Presence, type Role, type Room } from "../../model/index.ts";
import { useLive } from "../../stores/live.ts";
import { language, t, type PlainKey } from "../../words/index.ts";

export interface Shown {
  readonly account: string;
  readonly name: string;
  readonly username: string | null;
  readonly role: Role;
  readonly presence: Presence | undefined;
}

export function useMembers(room: Ref<Room>, typed: Ref<string>) {
  const store = useLive();
  const shown = computed(() => {
    const order = new Intl.Collator(language());
    return [...(room.value.members?.values() ?? [])]
      .map(({ account, role }) => shownAs(account, role, store.person(account)))
      .filter(
        (one) => typed.value.trim() === "" || [one.name, one.username ?? ""].some((each) => fit(typed.value, each)),
      )
      .sort((a, b) => rank(a.role) - rank(b.role) || order.compare(a.name, b.name));
  });

  function shownAs(account: string, role: Role, person: Person | undefined): Shown {
    const presence = room.value.presence?.get(account);
    return { account, role, name: nameOf(person), username: person?.username ?? null, presence };
  }

  return computed(() => {
    const isHere = (one: Shown): boolean => one.presence !== undefined && one.presence.state !== "offline";
    const groups: [PlainKey, Shown[]][] = room.value.presence
      ? [
          ["members.here", shown.value.filter(isHere)],
          ["members.offline", shown.value.filter((one) => !isHere(one))],
        ]
      : [["members.all", shown.value]];
    return groups.filter(([, members]) => members.length > 0);
  });
}

function nameOf(person: Person | undefined): string {
  if (person?.erased) return t("person.erased");
  return person?.name || t("person.unknown");
}
