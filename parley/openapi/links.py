"""Where an answer leads: its ids are what other operations have in their path."""

from parley.contracts.schema import Json, resolved


def link_all(operations: dict[str, Json], named: Json) -> None:
    """Link every successful answer to the operations that its ids, and those it was asked with, are enough for."""
    asked = {name: _path_ids(operation) for name, operation in operations.items()}
    for name, operation in operations.items():
        _, good = next(iter(operation["responses"].items()))
        found = {
            target: {"operationId": target, "parameters": {each: _said(each, new) for each in sorted(ids)}}
            for new in [_new_ids(good, named)]
            for target, ids in asked.items()
            if ids & new and ids <= new | asked[name]
        }
        if found:
            good["links"] = found


def _path_ids(operation: Json) -> set[str]:
    return {each["name"] for each in operation.get("parameters", ()) if each["in"] == "path"}


def _new_ids(answer: Json, named: Json) -> set[str]:
    """The ids that stand in an answer itself."""
    for content in answer.get("content", {}).values():
        properties = resolved(content["schema"], named).get("properties", {})
        return {name for name in properties if name.endswith("_id")}
    return set()


def _said(name: str, new: set[str]) -> str:
    return f"$response.body#/{name}" if name in new else f"$request.path.{name}"
