"""The configuration of the embedded NATS server, written at every start."""

import json
from pathlib import Path

from parley.embedded.nats_access import HOST, Access
from parley.embedded.nats_rights import (
    API,
    ASKED,
    EVENTS,
    FETCHING,
    LIVE,
    READERS,
    READING,
    SYSTEM,
    USERS,
    Rights,
    asked,
)
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
  {readers} {{
    users: [
{readers_users}
    ]
    # The server answers $JS.API in every account, here with a refusal: so it becomes another name.
    mappings: {{ "{api}.>": "{asked}.>" }}
    imports: [
{imports}
    ]
  }}
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


def write_configuration(folder: Path, access: Access) -> Path:
    path = folder / "nats.conf"
    text = CONFIGURATION.format(
        host=HOST, port=access.port,
        pid_file=_quoted(folder / "nats.pid"), store=_quoted(folder / "store"),
        api=API, asked=ASKED, events=EVENTS, readers=READERS, live=LIVE,
        exports="\n".join(map(_export, READING)), imports="\n".join(map(_import, READING)),
        events_users=_users(EVENTS, access), readers_users=_users(READERS, access), live_users=_users(LIVE, access),
        system=SYSTEM, system_users=_users(SYSTEM, access),
    )  # fmt: skip
    write_private(path, text.encode())
    return path


def _users(account: str, access: Access) -> str:
    return "\n".join(_user(name, rights, access) for name, rights in USERS.items() if rights.account == account)


def _user(name: str, rights: Rights, access: Access) -> str:
    permissions = "".join(
        f", {verb}: {{ allow: [{', '.join(map(_quoted, subjects))}] }}"
        for verb, subjects in (("publish", rights.publish), ("subscribe", rights.subscribe))
        if subjects is not None
    )
    granted = f", permissions: {{ {permissions[2:]} }}" if permissions else ""
    return f'      {{ user: "{name}", password: "{access.passwords[name]}"{granted} }}'


def _export(subject: str) -> str:
    answers = ", response: stream" if subject == FETCHING else ""
    return f"      {{ service: {_quoted(subject)}, accounts: [{READERS}]{answers} }}"


def _import(subject: str) -> str:
    return f"      {{ service: {{ account: {EVENTS}, subject: {_quoted(subject)} }}, to: {_quoted(asked(subject))} }}"


def _quoted(text: object) -> str:
    return json.dumps(str(text), ensure_ascii=False)
