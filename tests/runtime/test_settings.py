"""What an operator may set."""

from pathlib import Path

import pytest

from runtime.settings import Settings

REPOSITORY = Path(__file__).parents[2]


def test_every_setting_is_documented() -> None:
    documented = (REPOSITORY / ".env.example").read_text()
    assert [name for name in Settings.model_fields if f"#PARLEY_{name.upper()}=" not in documented] == []


def test_lists_are_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ALLOWED_ORIGINS", "https://a.example, https://b.example")
    monkeypatch.setenv("PARLEY_ROLES", "api")
    settings = Settings()
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert settings.roles == ("api",)


def test_passwords_do_not_show_in_a_log() -> None:
    settings = Settings(database_url="postgresql://parley:hunter2@db/parley", nats_url="nats://relay:hunter2@nats:4222")
    assert "hunter2" not in repr(settings)
