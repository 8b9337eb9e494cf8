/** Comings, goings and changes of a room in sentences: neighbours who did the same are one. */
import type { SystemEvent } from "../../model/index.ts";
import { apart } from "../../words/apart.ts";
import { language, t } from "../../words/index.ts";

type NameOf = (account: string) => string;

const SHOWN = 3; // names in one sentence before the others are only counted

interface Gathered {
  readonly kind: SystemEvent["type"];
  /** By whom, where it is not themselves. */
  readonly actor: string;
  accounts: string[];
  readonly event: SystemEvent;
}

export function sentences(events: readonly SystemEvent[], nameOf: NameOf): string[] {
  return gathered(events).map((one) => sentence(one, nameOf));
}

/** One by itself, for who wants to know exactly. */
export function exactly(event: SystemEvent, nameOf: NameOf): string {
  return sentences([event], nameOf)[0] ?? "";
}

/** Those that do not go without saying: whoever makes a room comes into it. */
export function telling(events: readonly SystemEvent[]): SystemEvent[] {
  return events.filter(({ type, actor }, place) => {
    const before = events[place - 1];
    return !(type === "member_joined" && before?.type === "room_created" && before.actor === actor);
  });
}

function gathered(events: readonly SystemEvent[]): Gathered[] {
  const all: Gathered[] = [];
  for (const event of telling(events)) {
    const accounts = "account_id" in event.data ? [event.data.account_id] : [];
    const last = all.at(-1);
    const same = last?.kind === event.type && (last.actor === event.actor || own(event)) && manyAtOnce(event);
    if (last && same) last.accounts = [...new Set([...last.accounts, ...accounts])];
    else all.push({ kind: event.type, actor: event.actor, accounts, event });
  }
  return all;
}

function own({ type }: SystemEvent): boolean {
  return type === "member_joined" || type === "member_left";
}

function manyAtOnce({ type }: SystemEvent): boolean {
  return own({ type } as SystemEvent) || type === "member_added" || type === "member_removed";
}

function sentence({ actor, accounts, event }: Gathered, nameOf: NameOf): string {
  const by = called(actor, nameOf);
  const names = listed(accounts, nameOf);
  switch (event.type) {
    case "room_created":
      return t("event.created", { name: by });
    case "room_renamed":
      return t("event.renamed", { name: by, to: apart(event.data.name) });
    case "room_topic_changed":
      return event.data.topic
        ? t("event.topic", { name: by, to: apart(event.data.topic) })
        : t("event.no_topic", { name: by });
    case "room_archived":
      return t("event.archived", { name: by });
    case "member_joined":
      return t("event.joined", { names });
    case "member_added":
      return t("event.added", { name: by, names });
    case "member_left":
      return t("event.left", { names });
    case "member_removed":
      return event.data.reason
        ? t("event.removed_for", { name: by, names, reason: apart(event.data.reason) })
        : t("event.removed", { name: by, names });
    case "member_role_changed":
      return t("event.role", { name: by, names, role: t(`role.${event.data.role}`) });
    case "member_erased":
      return t("event.erased");
  }
}

function called(account: string, nameOf: NameOf): string {
  return apart(nameOf(account) || t("person.unknown"));
}

function listed(accounts: readonly string[], nameOf: NameOf): string {
  const most = accounts.length > SHOWN + 1 ? SHOWN : accounts.length;
  const names = accounts.slice(0, most).map((account) => called(account, nameOf));
  if (most < accounts.length) names.push(t("event.others", { count: accounts.length - most }));
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}
