"""The queue in front of the model: bounded, and small enough to be emptied before anybody loses patience."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

# Some 300 milliseconds of work for one core. Whoever comes after is told to come back instead of being kept waiting.
MOST_WAITING = 256
# Rows scored before other requests, /health among them, get their turn.
ROWS_AT_ONCE = 250


class Busy(Exception):
    """The queue is full."""


class Desk:
    """One customer of the processor at a time, in order of arrival."""

    def __init__(self, score: Callable[[Sequence[Any]], list[dict]], most_waiting: int = MOST_WAITING) -> None:
        """`score` answers a few rows; it is called from the event loop and must not block for long."""
        self._score = score
        self._turn = asyncio.Lock()
        self._most_waiting = most_waiting
        self.waiting = 0

    async def answer(self, rows: Sequence[Any]) -> list[dict]:
        """One answer a row, in order. Raises Busy when too many wait already."""
        if self.waiting >= self._most_waiting:
            raise Busy
        self.waiting += 1
        try:
            # Lets requests that have arrived meanwhile be counted before work starts.
            await asyncio.sleep(0)
            async with self._turn:
                return await self._answer_in_parts(rows)
        finally:
            self.waiting -= 1

    async def _answer_in_parts(self, rows: Sequence[Any]) -> list[dict]:
        answers = self._score(rows[:ROWS_AT_ONCE])
        for start in range(ROWS_AT_ONCE, len(rows), ROWS_AT_ONCE):
            await asyncio.sleep(0)
            answers += self._score(rows[start : start + ROWS_AT_ONCE])
        return answers
