"""Where Postgres and NATS are: as the settings say, or else in the data folder."""

from pathlib import Path

from parley.embedded.nats_access import read_access
from parley.embedded.postgres import address
from runtime.settings import Settings


class NotRunning(Exception):
    """There is no embedded server to talk to."""


def postgres_folder(settings: Settings) -> Path:
    return settings.data_dir / "postgres"


def nats_folder(settings: Settings) -> Path:
    return settings.data_dir / "nats"


def located(settings: Settings) -> Settings:
    """The settings with every address filled in; raises `NotRunning` where Parley has never run on this data folder."""
    database_url = settings.database_url or address(postgres_folder(settings))
    nats_url, nats_live_url = settings.nats_url, settings.nats_live_url or settings.nats_url
    if not nats_url or not nats_live_url:
        access = read_access(nats_folder(settings))
        if access is None:
            raise NotRunning(f"Parley does not run on {settings.data_dir}: start it first, or set PARLEY_NATS_URL.")
        nats_url, nats_live_url = access.url("relay"), access.url("live")
    return settings.model_copy(
        update={
            "database_url": database_url,
            "migration_url": settings.migration_url or database_url,
            "nats_url": nats_url,
            "nats_live_url": nats_live_url,
        }
    )
