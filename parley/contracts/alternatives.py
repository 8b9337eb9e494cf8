"""What a value may be by a schema: its alternatives, each of one kind."""

from parley.contracts.schema import HERE, Json, resolved


def alternatives(schema: Json, root: Json) -> list[Json]:
    """Every schema of which one must fit, references followed and several types told apart."""
    match schema:
        case {"$ref": str(ref)} if ref.startswith(HERE):
            return alternatives(resolved(schema, root["$defs"]), root)
        case {"anyOf": [*several]}:
            return [one for each in several for one in alternatives(each, root)]
        case {"type": [*types]}:
            return [schema | {"type": one} for one in types]
        case _:
            return [schema]


def kind(schema: Json) -> str:
    """What one alternative is, in a word."""
    match schema:
        case {"$ref": ref}:
            return str(ref)
        case {"type": str(one)}:
            return one
        case {"const": value} | {"enum": [value, *_]}:
            return {str: "string", bool: "boolean", int: "integer", type(None): "null"}.get(type(value), "value")
        case _:
            return "anything"
