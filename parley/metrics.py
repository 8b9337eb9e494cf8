"""Metrics of what this process decides and carries live, and of the log and its readers as the database has them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Metric, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from command.rates import Rates
from projections.standing import Standing
from projections.status import Status
from query.live.census import Census
from query.search.turns import Searches

Type = type[CounterMetricFamily] | type[GaugeMetricFamily]
# Of each projection, by its name: nothing here has a label that people can make more of.
OF_EACH: dict[str, tuple[str, Callable[[Status], float]]] = {
    "position": ("The last position it has applied.", lambda one: one.position),
    "lag_events": ("How many events it is behind the log.", lambda one: one.lag),
    "lag_seconds": ("How long the first event that waits for it has been in the log.", lambda one: one.lag_seconds),
    "alive": ("1 while its owner's heart beats.", lambda one: one.alive),
    "trouble": ("1 while it has stopped and needs an operator.", lambda one: one.trouble is not None),
}


def of_the_commands(conflicts: int) -> bytes:
    """The metrics of what this process has decided, in the text format of Prometheus."""
    says = "Decisions that others overtook, so that they were made again."
    return _text([CounterMetricFamily("parley_command_conflicts", says, conflicts)])


def of_the_live_side(found: Census, rates: Rates, searches: Searches) -> bytes:
    """The metrics of this process's live connections, and of whom its limits have refused."""
    rejected = {name: getattr(rates, name).refused for name in Rates.__struct_fields__}
    rejected["searches"] = searches.refused
    several: list[tuple[Type, str, str, str, Mapping[str, int]]] = [
        (GaugeMetricFamily, "live_connections", "Live connections that are open.", "kind", found.connections),
        (CounterMetricFamily, "live_closes", "Live connections that have ended.", "code", found.closes),
        (CounterMetricFamily, "limited", "What a limit has refused.", "limit", rejected | dict(found.limited)),
    ]
    families: list[Metric] = [
        GaugeMetricFamily("parley_live_follows", "Rooms followed, for each connection.", found.follows),
        CounterMetricFamily("parley_live_lagging", "Follows that ended because they were read slowly.", found.lagging),
        CounterMetricFamily("parley_live_refills", "Readings of what the bus had not brought.", found.refills),
    ]
    for family, name, says, label, values in several:
        families.append(one := family(f"parley_{name}", says, labels=[label]))
        for value, count in values.items():
            one.add_metric([value], count)
    return _text(families)


def of_the_log(found: Standing | None) -> bytes:
    """The metrics in the text format of Prometheus; without Postgres only that it is away."""
    up = GaugeMetricFamily("parley_postgres_up", "1 if Postgres answered within two seconds.", found is not None)
    return _text([up, *(_families(found) if found else ())])


def _text(families: Iterable[Metric]) -> bytes:
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Collected(families))
    return generate_latest(registry)


class _Collected(Collector):
    def __init__(self, families: Iterable[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterable[Metric]:
        return self._families


def _families(found: Standing) -> Iterator[Metric]:
    yield CounterMetricFamily("parley_log_events", "Events in the log: its last position.", found.head)
    applied = CounterMetricFamily("parley_projection_events", "Events it has applied.", labels=["projection"])
    for one in found.projections:
        applied.add_metric([one.name], one.position)
    yield applied
    for name, (says, value) in OF_EACH.items():
        family = GaugeMetricFamily(f"parley_projection_{name}", says, labels=["projection"])
        for one in found.projections:
            family.add_metric([one.name], value(one))
        yield family
    parked = GaugeMetricFamily(
        "parley_projection_parked_keys", "Rooms or accounts it has parked.", labels=["projection"]
    )
    for name, keys in found.parked.items():
        parked.add_metric([name], keys)
    yield parked
