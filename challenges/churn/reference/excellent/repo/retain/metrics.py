"""Counters in the text format that Prometheus reads. Written by one event loop, so nothing has to be locked."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LATENCY_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
PROBABILITIES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
# Inputs whose gaps are counted one by one: a broken source shows here first.
WATCHED = (
    "last_seen_date",
    "sessions_30d",
    "sessions_prev_30d",
    "minutes_watched_30d",
    "satisfaction_score",
    "monthly_fee",
)


@dataclass
class Histogram:
    """Counts by upper bound, with sum and count."""

    bounds: Sequence[float]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        """One bin a bound and one above all of them."""
        self.counts = [0] * (len(self.bounds) + 1)

    def observe(self, value: float) -> None:
        """Counts one value."""
        self.counts[bisect_left(self.bounds, value)] += 1
        self.total += value

    def lines(self, name: str, help_text: str) -> list[str]:
        """This histogram as Prometheus reads it: cumulative."""
        lines, below = [f"# HELP {name} {help_text}", f"# TYPE {name} histogram"], 0
        for bound, count in zip((*self.bounds, "+Inf"), self.counts, strict=True):
            below += count
            lines.append(f'{name}_bucket{{le="{bound}"}} {below}')
        return [*lines, f"{name}_sum {self.total:.6f}", f"{name}_count {below}"]


@dataclass
class Metrics:
    """What the monitoring plan in the README watches."""

    requests: Counter = field(default_factory=Counter)
    gaps: Counter = field(default_factory=Counter)
    latency: Histogram = field(default_factory=lambda: Histogram(LATENCY_SECONDS))
    predictions: Histogram = field(default_factory=lambda: Histogram(PROBABILITIES))
    waiting: int = 0

    def answered(self, rows: Sequence[Mapping[str, object]], probabilities: Sequence[float]) -> None:
        """Counts predictions, and gaps in the columns that are watched."""
        for probability in probabilities:
            self.predictions.observe(probability)
        for column in WATCHED:
            missing = sum(row[column] is None for row in rows)
            if missing:
                self.gaps[column] += missing

    def text(self) -> str:
        """The whole page."""
        lines = ["# HELP retain_requests_total Requests to /predict by status.", "# TYPE retain_requests_total counter"]
        lines += [f'retain_requests_total{{status="{status}"}} {n}' for status, n in sorted(self.requests.items())]
        lines += ["# HELP retain_gaps_total Missing values by column.", "# TYPE retain_gaps_total counter"]
        lines += [f'retain_gaps_total{{column="{column}"}} {n}' for column, n in sorted(self.gaps.items())]
        lines += [
            "# HELP retain_waiting Requests that wait.",
            "# TYPE retain_waiting gauge",
            f"retain_waiting {self.waiting}",
        ]
        lines += self.latency.lines("retain_latency_seconds", "Time from the whole body to the answer.")
        lines += self.predictions.lines("retain_prediction", "Probability that a customer leaves.")
        return "\n".join(lines) + "\n"
