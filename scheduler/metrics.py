"""What is counted, for /metrics. Labels are kinds, channels and errors: never a person."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 3600)
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)


class Metrics:
    """Every counter of the scheduler, in the registry given; one set for each registry."""

    def __init__(self, registry: CollectorRegistry | None = None) -> None:
        to = registry or CollectorRegistry()
        self.events = Counter("porchlight_events", "Events decided", ["kind"], registry=to)
        self.poisoned = Counter(
            "porchlight_events_failed", "Events that could not be decided", ["kind"], registry=to
        )
        self.conflicts = Counter(
            "porchlight_turn_conflicts", "Turns done again because facts had changed", registry=to
        )
        self.batch = Histogram(
            "porchlight_batch_size", "What shared one commit", ["what"], buckets=SIZES, registry=to
        )
        self.fired = Counter("porchlight_timers_fired", "Timers decided", ["kind"], registry=to)
        self.late = Histogram(
            "porchlight_timer_late_seconds",
            "From a timer's due time to its commit",
            buckets=SECONDS,
            registry=to,
        )
        self.sent = Counter(
            "porchlight_messages_sent", "Taken by a provider", ["channel", "urgency"], registry=to
        )
        self.send_failures = Counter(
            "porchlight_send_failures", "Refused or unsure", ["channel", "error"], registry=to
        )
        self.held = Gauge(
            "porchlight_outbox_held", "Messages this process is about to send", registry=to
        )
