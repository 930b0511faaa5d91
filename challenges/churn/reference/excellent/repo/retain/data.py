"""Reading the training file as the service would receive it: gaps None, numbers floats, everything else text."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path


def cell(text: str) -> object:
    """One cell as JSON would hold it."""
    if text == "":
        return None
    try:
        return float(text)
    except ValueError:
        return text


def read_rows(path: Path) -> list[dict[str, object]]:
    """All rows of a CSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell(text) for name, text in row.items()} for row in csv.DictReader(file)]


def fingerprint(path: Path) -> str:
    """First twelve digits of the file's SHA-256: which data made a model."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]
