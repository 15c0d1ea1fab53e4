"""How a report looks: terminal, JSON. Pure: a Report goes in, text comes out."""

from __future__ import annotations

from .json import to_json

__all__ = ["to_json"]
