/** Who is in a room. */
import type { Member, MemberAnswer, SystemEvent } from "./state.ts";

type Members = ReadonlyMap<string, Member>;

export function membersOf(answers: readonly MemberAnswer[]): Members {
  return new Map(
    answers.map((one) => [
      one.account_id,
      { account: one.account_id, role: one.role, sinceSeq: one.since_seq, joinedAt: one.joined_at },
    ]),
  );
}

export function membersAfter(members: Members, event: SystemEvent): Members {
  switch (event.type) {
    case "member_joined":
    case "member_added": {
      const { account_id: account, role } = event.data;
      return new Map(members).set(account, { account, role, sinceSeq: event.seq, joinedAt: event.at });
    }
    case "member_role_changed": {
      const known = members.get(event.data.account_id);
      return known ? new Map(members).set(known.account, { ...known, role: event.data.role }) : members;
    }
    case "member_left":
    case "member_removed":
    case "member_erased": {
      if (!members.has(event.data.account_id)) return members;
      const left = new Map(members);
      left.delete(event.data.account_id);
      return left;
    }
    default:
      return members;
  }
}
