"""Two versions of one schema, compared place by place: what would no longer be understood, or not be expected."""

from collections.abc import Iterator
from typing import Any

from parley.contracts.alternatives import alternatives, kind
from parley.contracts.schema import Json

FOR_PEOPLE = {"$schema", "title", "description", "examples"}
SHAPE = {"$ref", "$defs", "type", "const", "enum", "anyOf", "allOf", "properties", "required", "items"}
JUDGED = SHAPE | {"additionalProperties", "default"}  # one by one below; any other keyword that changes breaks
LEAST, MOST = {"minLength", "minItems", "minimum"}, {"maxLength", "maxItems", "maximum"}


def _values_of(schema: Json) -> list[Any] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


class Comparison:
    """One document as it was and as it is; `said` where clients say it, else they are told it."""

    def __init__(self, old: Json, new: Json, *, said: bool) -> None:
        self.old, self.new, self.said = old, new, said

    def all(self) -> Iterator[str]:
        return self.between(self.old, self.new, "")

    def between(self, old: Json, new: Json, at: str) -> Iterator[str]:
        """What breaks at one place; whichever side must not get wider is matched branch by branch."""
        if "default" in old and "default" in new and old["default"] != new["default"]:
            yield f"{at}: left out it meant {old['default']!r} and means {new['default']!r}"
        elif self.said and "default" in old and "default" not in new:
            yield f"{at}: left out it meant {old['default']!r}"
        olds, news = alternatives(old, self.old), alternatives(new, self.new)
        for one in olds if self.said else news:
            others = news if self.said else olds
            found = [[*(self.one(one, other, at) if self.said else self.one(other, one, at))] for other in others]
            if all(found):
                same = [broken for other, broken in zip(others, found, strict=True) if kind(other) == kind(one)]
                alone = same or (found if len(olds) == len(news) else [])
                yield from alone[0] if len(alone) == 1 else [self._not_among(one, at)]

    def one(self, old: Json, new: Json, at: str) -> Iterator[str]:
        if kind(old) != kind(new):
            yield f"{at}: was {kind(old)} and is {kind(new)}"
            return
        yield from self._values(old, new, at)
        yield from self._fields(old, new, at)
        for part, where in (("items", f"{at}[]"), ("additionalProperties", f"{at}.*")):
            if isinstance(old.get(part), dict) and isinstance(new.get(part), dict):
                yield from self.between(old[part], new[part], where)
        yield from self._rules(old, new, at)

    def _not_among(self, one: Json, at: str) -> str:
        return f"{at}: may no longer be {kind(one)}" if self.said else f"{at}: may now be {kind(one)} too"

    def _values(self, old: Json, new: Json, at: str) -> Iterator[str]:
        """What may be said goes on being understood; to what is told values may be added, but a constant stays."""
        was, now = _values_of(old), _values_of(new)
        if self.said and now is not None:
            yield from [f"{at}: only {now} is understood now"] * (was is None)
            yield from (f"{at}: {value!r} is no longer understood" for value in was or () if value not in now)
        if not self.said and "const" in old and was != now:
            yield f"{at}: was always {old['const']!r} and may be something else"

    def _fields(self, old: Json, new: Json, at: str) -> Iterator[str]:
        was, now = old.get("properties", {}), new.get("properties", {})
        had, has = set(old.get("required", ())), set(new.get("required", ()))
        for name in was:
            if name not in now:
                yield f"{at}.{name} is gone"
            elif was[name] != now[name] or self.old.get("$defs") != self.new.get("$defs"):
                yield from self.between(was[name], now[name], f"{at}.{name}")
        if self.said:
            yield from (f"{at}.{name} is required now" for name in sorted(has - had))
            if old.get("additionalProperties", True) is not False and new.get("additionalProperties", True) is False:
                yield f"{at}: other fields are refused now"
        else:
            yield from (f"{at}.{name} may be missing now" for name in sorted(had - has) if name in now)

    def _rules(self, old: Json, new: Json, at: str) -> Iterator[str]:
        """Bounds may get wider for who says it, and narrower for who is told it; other rules stay."""
        for rule in sorted({*old, *new} - FOR_PEOPLE - JUDGED):
            was, now = old.get(rule), new.get(rule)
            if was == now or (rule in LEAST | MOST and self._allowed(rule, was, now)):
                continue
            yield f"{at}: {rule} was {was!r} and is {now!r}"

    def _allowed(self, rule: str, was: int | None, now: int | None) -> bool:
        tight, loose = (was, now) if self.said else (now, was)
        if loose is None or tight is None:
            return loose is None
        return loose <= tight if rule in LEAST else loose >= tight
