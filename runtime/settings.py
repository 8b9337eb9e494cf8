"""What an operator may set: read once at start from the environment, `.env` and secret files."""

from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from runtime.folders import default_data_dir
from runtime.rates import PATTERN as RATE

Role = Literal["api", "projections"]
ALL_ROLES: tuple[Role, ...] = get_args(Role)
MOUNTED_SECRETS = Path("/run/secrets")  # where containers find theirs, one file a setting: parley_database_url


class Settings(BaseSettings):
    """Every setting is the variable `PARLEY_<NAME>`; `.env.example` says what each is for."""

    model_config = SettingsConfigDict(
        env_prefix="PARLEY_",
        env_file=".env",
        env_ignore_empty=True,
        secrets_dir=MOUNTED_SECRETS if MOUNTED_SECRETS.is_dir() else None,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,  # a database address holds a password
    )

    data_dir: Path = Field(default_factory=default_data_dir)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=0, le=65535)
    public_url: str | None = None
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = ()
    roles: Annotated[tuple[Role, ...], NoDecode] = ALL_ROLES
    workers: int = Field(default=1, ge=1, le=12)
    live_compression: bool = True
    presence_max_members: int = Field(default=200, ge=0)

    database_url: str | None = Field(default=None, repr=False)
    migration_url: str | None = Field(default=None, repr=False)
    nats_url: str | None = Field(default=None, repr=False)
    nats_live_url: str | None = Field(default=None, repr=False)
    nats_replicas: int = Field(default=1, ge=1, le=5)
    secrets_dir: Path | None = None

    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ("127.0.0.1", "::1")
    sockets_per_account: int = Field(default=50, ge=0)
    sockets_per_address: int = Field(default=1000, ge=0)
    rate_frames: str = Field(default="2000/20", pattern=RATE)
    rate_sends: str = Field(default="200/4", pattern=RATE)
    rate_rooms: str = Field(default="60/60", pattern=RATE)
    rate_joins: str = Field(default="300/60", pattern=RATE)
    rate_sign_ins: str = Field(default="300/60", pattern=RATE)
    rate_registrations: str = Field(default="300/60", pattern=RATE)

    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "console", "json"] = "auto"

    @field_validator("allowed_origins", "roles", "trusted_proxies", mode="before")
    @classmethod
    def _from_commas(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("data_dir", "secrets_dir")
    @classmethod
    def _absolute(cls, value: Path | None) -> Path | None:
        return value.expanduser().absolute() if value else None

    @property
    def secrets_folder(self) -> Path:
        """Where the keys lie: one folder, part of every backup, never of the database's."""
        return self.secrets_dir or self.data_dir / "secrets"
