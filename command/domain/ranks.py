"""Who may do what to whom: owner, admin, moderator, member, from most to least."""

from events.room import Role

_FROM_MOST = tuple(Role)


def at_least(role: Role, needed: Role) -> bool:
    return _FROM_MOST.index(role) <= _FROM_MOST.index(needed)


def above(role: Role, other: Role) -> bool:
    return _FROM_MOST.index(role) < _FROM_MOST.index(other)


def may_act_on(role: Role, target: Role) -> bool:
    """Moderators and above act on those below them; owners on everybody, so that no owner is beyond reach."""
    return role is Role.OWNER or (at_least(role, Role.MODERATOR) and above(role, target))


def may_give(role: Role, given: Role) -> bool:
    """A role is given by whoever stands above it; being an owner is given by owners."""
    return role is Role.OWNER or (at_least(role, Role.MODERATOR) and above(role, given))
