/** Comings, goings and changes of a room in sentences: neighbours who did the same are one. */
import type { Line } from "../../model/index.ts";
import { apart } from "../../words/apart.ts";
import { language, t } from "../../words/index.ts";

type NameOf = (account: string) => string;

const SHOWN = 3; // names in one sentence before the others are only counted

interface Told {
  readonly kind: Line["type"];
  /** By whom, where it is not themselves. */
  readonly actor: string;
  accounts: string[];
  readonly line: Line;
}

export function sentences(lines: readonly Line[], nameOf: NameOf): string[] {
  return gathered(lines).map((one) => sentence(one, nameOf));
}

/** One line by itself, for who wants to know exactly. */
export function exactly(line: Line, nameOf: NameOf): string {
  return sentences([line], nameOf)[0] ?? "";
}

/** Those that do not go without saying: whoever makes a room comes into it. */
export function telling(lines: readonly Line[]): Line[] {
  return lines.filter(({ type, actor }, place) => {
    const before = lines[place - 1];
    return !(type === "member_joined" && before?.type === "room_created" && before.actor === actor);
  });
}

function gathered(lines: readonly Line[]): Told[] {
  const all: Told[] = [];
  for (const line of telling(lines)) {
    const accounts = "account_id" in line.data ? [line.data.account_id] : [];
    const last = all.at(-1);
    const same = last?.kind === line.type && (last.actor === line.actor || own(line)) && manyAtOnce(line);
    if (last && same) last.accounts = [...new Set([...last.accounts, ...accounts])];
    else all.push({ kind: line.type, actor: line.actor, accounts, line });
  }
  return all;
}

function own({ type }: Line): boolean {
  return type === "member_joined" || type === "member_left";
}

function manyAtOnce({ type }: Line): boolean {
  return own({ type } as Line) || type === "member_added" || type === "member_removed";
}

function sentence({ actor, accounts, line }: Told, nameOf: NameOf): string {
  const by = called(actor, nameOf);
  const names = listed(accounts, nameOf);
  switch (line.type) {
    case "room_created":
      return t("line.created", { name: by });
    case "room_renamed":
      return t("line.renamed", { name: by, to: apart(line.data.name) });
    case "room_topic_changed":
      return line.data.topic
        ? t("line.topic", { name: by, to: apart(line.data.topic) })
        : t("line.no_topic", { name: by });
    case "room_archived":
      return t("line.archived", { name: by });
    case "member_joined":
      return t("line.joined", { names });
    case "member_added":
      return t("line.added", { name: by, names });
    case "member_left":
      return t("line.left", { names });
    case "member_removed":
      return line.data.reason
        ? t("line.removed_for", { name: by, names, reason: apart(line.data.reason) })
        : t("line.removed", { name: by, names });
    case "member_role_changed":
      return t("line.role", { name: by, names, role: t(`role.${line.data.role}`) });
    case "member_erased":
      return t("line.erased");
  }
}

function called(account: string, nameOf: NameOf): string {
  return apart(nameOf(account) || t("person.unknown"));
}

function listed(accounts: readonly string[], nameOf: NameOf): string {
  const most = accounts.length > SHOWN + 1 ? SHOWN : accounts.length;
  const names = accounts.slice(0, most).map((account) => called(account, nameOf));
  if (most < accounts.length) names.push(t("line.others", { count: accounts.length - most }));
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(names);
}
