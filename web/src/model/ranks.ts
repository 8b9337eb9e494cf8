/** Who may do what to whom, as the server decides it: what would be refused is not offered. */
import type { Role } from "./state.ts";

/** From most to least. */
export const ROLES = ["owner", "admin", "moderator", "member"] as const satisfies readonly Role[];

export function atLeast(role: Role | null, needed: Role): boolean {
  return role !== null && ROLES.indexOf(role) <= ROLES.indexOf(needed);
}

/** Moderators and above act on those below them, owners on everybody. */
export function mayActOn(role: Role | null, target: Role): boolean {
  return role === "owner" || (atLeast(role, "moderator") && above(role, target));
}

/** Which other roles I may give to a member; `me` where it is myself: anybody may step down. */
export function rolesFor(role: Role | null, target: Role, me: boolean): Role[] {
  const others = ROLES.filter((given) => given !== target);
  if (me) return others.filter((given) => role === "owner" || above(role, given));
  return mayActOn(role, target) ? others.filter((given) => mayActOn(role, given)) : [];
}

export function rank(role: Role): number {
  return ROLES.indexOf(role);
}

function above(role: Role | null, other: Role): boolean {
  return role !== null && rank(role) < rank(other);
}
