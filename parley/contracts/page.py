"""The AsyncAPI document as one page of plain HTML, made here and complete in itself."""

import json
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any

import comrak

from parley.contracts.fields import SEALED, rows
from parley.contracts.schema import Json

STYLE = (Path(__file__).parent / "page.css").read_text()
# A page without scripts that asks for nothing, anywhere.
POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_TABLES = comrak.ExtensionOptions()
_TABLES.table = True
HEADERS = "bus.headers"
BUS = f'<p>With <a href="#{HEADERS}">headers</a>; personal data is <a href="#{SEALED}">sealed</a>.</p>'
SIDES = {"receive": "You say", "send": "You are told"}


def page(document: Json) -> str:
    """The whole page."""
    info = document["info"]
    return "\n".join(
        (
            '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f'<title>{escape(info["title"])}</title>\n<link rel="icon" href="data:,">\n<style>{STYLE}</style>',
            f"<header><h1>{escape(info['title'])}</h1>",
            '<p><a href="/docs">HTTP</a> <a href="/asyncapi.json">asyncapi.json</a> '
            '<a href="/schemas/index.json">schemas</a></p></header>',
            f"<nav>{''.join(_contents(document))}</nav>",
            f"<main>{_prose(info['description'])}",
            *(part for name in document["channels"] for part in _channel(name, document)),
            "</main>\n</html>\n",
        )
    )


def _contents(document: Json) -> Iterator[str]:
    for name, channel in document["channels"].items():
        yield f'<h2><a href="#{name}">{escape(channel["title"])}</a></h2>'
        for side, heading in SIDES.items():
            found = [one for one in _operations(name, side, document) for one in one["messages"]]
            if found:
                links = "".join(f"<li>{_link(one['$ref'], document)}" for one in found)
                yield f"<h3>{heading}</h3><ul>{links}</ul>"


def _channel(name: str, document: Json) -> Iterator[str]:
    channel = document["channels"][name]
    yield f'<section id="{name}"><h2>{escape(channel["title"])}</h2>'
    yield f"<p><code>{escape(channel['address'])}</code></p>{_prose(channel['description'])}"
    for side, heading in SIDES.items():
        operations = _operations(name, side, document)
        if operations:
            yield f"<h3>{heading}</h3>"
        for operation in operations:
            yield from (_message(one["$ref"], operation, document) for one in operation["messages"])
    if "parameters" in channel:
        yield from (_apart(each, document) for each in (HEADERS, SEALED))
    yield "</section>"


def _apart(name: str, document: Json) -> str:
    """What many messages have in common, told once."""
    schemas = document["components"]["schemas"]
    schema = schemas[name]
    told = f"<h4>{escape(schema['title'])}</h4>{_prose(schema['description'])}{_table(schema, schemas)}"
    return f'<article id="{name}">{told}</article>'


def _message(ref: str, operation: Json, document: Json) -> str:
    name = _name(ref)
    message, schemas = document["components"]["messages"][name], document["components"]["schemas"]
    answers = ", ".join(_link(one["$ref"], document) for one in operation.get("reply", {}).get("messages", ()))
    payload = schemas[_name(message["payload"]["$ref"])]
    return "\n".join(
        (
            f'<article id="{name}"><h4>{escape(message["title"])}</h4>{_prose(message["description"])}',
            f"<p>Answers: {answers}</p>" if answers else "",
            BUS if "headers" in message else "",
            _table(payload, schemas),
            f"{_example(message['examples'][0]['payload'])}{_file(name)}</article>",
        )
    )


def _example(value: Any) -> str:
    return f"<pre>{escape(json.dumps(value, indent=2, ensure_ascii=False))}</pre>"


def _file(name: str) -> str:
    return f'<p class="schema"><a href="/schemas/{name}.json">{name}.json</a></p>'


def _table(schema: Json, schemas: dict[str, Json]) -> str:
    found = [*rows(schema, schemas)]
    if not found:
        return "<p>No fields.</p>"
    lines = (
        f"<tr><td><code>{escape(row.name)}</code>{'' if row.always else ' <i>optional</i>'}"
        f"<td>{escape(row.kind)}<td>{_prose(row.means)}"
        for row in found
    )
    return f"<table><thead><tr><th>field<th>is<th>means</thead><tbody>{''.join(lines)}</tbody></table>"


def _operations(channel: str, side: str, document: Json) -> list[Json]:
    here = {"$ref": f"#/channels/{channel}"}
    found = document["operations"].values()
    return [one for one in found if one["action"] == side and one["channel"] == here]


def _link(ref: str, document: Json) -> str:
    name = _name(ref)
    return f'<a href="#{name}">{escape(document["components"]["messages"][name]["title"])}</a>'


def _name(ref: str) -> str:
    return ref.rpartition("/")[2]


def _prose(text: str) -> str:
    """Our own words, in markdown."""
    return comrak.render_markdown(text, _TABLES)
