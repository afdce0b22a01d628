"""Results in the form a user asked for: JSON for programs, tables for eyes."""

from __future__ import annotations

import click
import msgspec


def to_json(value: object) -> str:
    """A result as indented JSON: instants as ISO 8601 in UTC, named tuples as objects."""
    return msgspec.json.format(msgspec.json.encode(_plain(value)), indent=2).decode()


def print_json(value: object) -> None:
    """A result as JSON on standard output."""
    click.echo(to_json(value))


def _plain(value: object) -> object:
    """Named tuples as objects, which msgspec would write as lists."""
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
