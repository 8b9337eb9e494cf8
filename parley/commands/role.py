"""`parley role NAME`: one role in this process, as `parley serve` starts it and as containers do."""

import importlib

import uvloop

from parley.addresses import located
from runtime.logs import configure_logs
from runtime.settings import Role, Settings


def role(name: Role, /) -> None:
    """Run one role until told to stop."""
    settings = located(Settings())
    configure_logs(settings.log_level, settings.log_format, process=name)
    uvloop.run(importlib.import_module(f"parley.roles.{name}").main(settings))
