"""The configuration of the embedded NATS server, written at every start."""

import json
from collections.abc import Iterator
from pathlib import Path

from parley.embedded.nats_access import HOST, Access
from parley.embedded.nats_rights import (
    API,
    ASKED,
    EVENTS,
    LIVE,
    READERS,
    SYSTEM,
    USERS,
    WISHES,
    Rights,
    account_of,
    imports_of,
)
from projections.bus.stream import STREAM
from runtime.folders import write_private

CONFIGURATION = """\
# Written at every start; holds passwords.
server_name: parley
listen: "{host}:{port}"
pid_file: {pid_file}
max_payload: 1MB

jetstream {{
  store_dir: {store}
  max_memory_store: 64MB
  # Without this a message is acknowledged minutes before it is on the disk.
  sync_interval: always
}}

accounts {{
  {events} {{
    jetstream: {{ max_memory: 0, max_file: -1 }}
    users: [
{events_users}
    ]
    exports: [
{exports}
    ]
  }}
{readers}
  {live} {{
    jetstream: {{ max_memory: 64MB, max_file: 0 }}
    users: [
{live_users}
    ]
  }}
  {system} {{
    users: [
{system_users}
    ]
  }}
}}
system_account: {system}
"""

READER = """\
  {account} {{
    limits: {{ max_connections: 64 }}
    users: [
{users}
    ]
    # The server answers $JS.API in every account, here with a refusal: so it becomes another name.
    mappings: {{ "{api}.>": "{asked}.>" }}
    imports: [
{imports}
    ]
  }}"""

# Asked of the server by the readers themselves; a consumer is made by the doorkeeper.
ASKING = (
    f"{API}.STREAM.INFO.{STREAM}",
    *(f"{API}.CONSUMER.{verb}.{STREAM}.*" for verb in ("INFO", "DELETE")),
    f"$JS.ACK.{STREAM}.>",
)
FETCHING = f"{API}.CONSUMER.MSG.NEXT.{STREAM}.*"


def write_configuration(folder: Path, access: Access) -> Path:
    path = folder / "nats.conf"
    text = CONFIGURATION.format(
        host=HOST, port=access.port,
        pid_file=_quoted(folder / "nats.pid"), store=_quoted(folder / "store"),
        events=EVENTS, events_users=_users(EVENTS, access), exports="\n".join(_exports()),
        readers="\n".join(_reader(reader, access) for reader in READERS),
        live=LIVE, live_users=_users(LIVE, access), system=SYSTEM, system_users=_users(SYSTEM, access),
    )  # fmt: skip
    write_private(path, text.encode())
    return path


def _reader(reader: str, access: Access) -> str:
    account, imports = account_of(reader), "\n".join(_import(*named) for named in imports_of(reader))
    return READER.format(account=account, users=_users(account, access), api=API, asked=ASKED, imports=imports)


def _users(account: str, access: Access) -> str:
    return "\n".join(_user(name, rights, access) for name, rights in USERS.items() if rights.account == account)


def _user(name: str, rights: Rights, access: Access) -> str:
    permissions = [
        f"{verb}: {{ allow: [{', '.join(map(_quoted, subjects))}] }}"
        for verb, subjects in (("publish", rights.publish), ("subscribe", rights.subscribe))
        if subjects is not None
    ]
    permissions += ["allow_responses: true"] if rights.answers else []
    granted = f", permissions: {{ {', '.join(permissions)} }}" if permissions else ""
    return f'      {{ user: "{name}", password: "{access.passwords[name]}"{granted} }}'


def _exports() -> Iterator[str]:
    everybody = ", ".join(map(account_of, READERS))
    for subject in ASKING:
        yield f"      {{ service: {_quoted(subject)}, accounts: [{everybody}] }}"
    yield f"      {{ service: {_quoted(FETCHING)}, accounts: [{everybody}], response: stream }}"
    for reader in READERS:
        yield f"      {{ service: {_quoted(f'{WISHES}.{reader}.>')}, accounts: [{account_of(reader)}] }}"


def _import(subject: str, asked: str) -> str:
    return f"      {{ service: {{ account: {EVENTS}, subject: {_quoted(subject)} }}, to: {_quoted(asked)} }}"


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
