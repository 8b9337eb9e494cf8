"""Processes that tell each other who is here, with plain lists and times: whatever gets lost, they agree again."""

import random
from uuid import UUID

from query.live.signals.bus import Ask, Said
from query.live.signals.exchange import Exchange
from query.live.signals.online import REMEMBERED, Online
from query.live.signals.pace import Pace

ANN = UUID(int=2).bytes
PACE = Pace(beat=20.0, lives=60.0)


class Process:
    """One process, and what it has said since it was last heard."""

    def __init__(self) -> None:
        self.said: list[Said] = []
        self.changed: list[bytes] = []
        self.online = Online(self.changed.append, lambda: 1000.0)
        self.exchange = Exchange(self.online, self.said.append, PACE)

    def all_said(self) -> list[Said]:
        said, self.said[:] = list(self.said), []
        return said


def pass_on(processes: list[Process], now: float) -> list[Said]:
    """One turn of everybody, and everything they say to all of them, the echo too."""
    for process in processes:
        process.exchange.tick(now)
    passed: list[Said] = []
    while said := [one for process in processes for one in process.all_said()]:
        passed += said
        for process in processes:
            for one in said:
                process.exchange.hear(one, now)
    return passed


def test_somebody_is_here_while_any_process_has_them_and_idle_when_all_say_so() -> None:
    here, there = Process(), Process()
    pass_on([here, there], 0)
    here.exchange.count(ANN, 2, 0)
    there.exchange.count(ANN, 1, 1)
    pass_on([here, there], 1)
    pass_on([here, there], 2)
    assert {process.online.state(ANN) for process in (here, there)} == {"online"}
    here.exchange.count(ANN, -1, 0)
    here.exchange.count(ANN, 0, 1)
    pass_on([here, there], 3)
    assert {process.online.state(ANN) for process in (here, there)} == {"idle"}
    here.exchange.count(ANN, -1, -1)
    there.exchange.count(ANN, -1, -1)
    pass_on([here, there], 4)
    assert {process.online.state(ANN) for process in (here, there)} == {"offline"}
    assert there.online.last_seen(ANN) == 1000.0


def test_a_process_that_says_nothing_any_more_is_forgotten() -> None:
    here, there = Process(), Process()
    there.exchange.count(ANN, 1, 0)
    for now in range(0, 100, 5):
        pass_on([here, there], now)
    assert here.online.state(ANN) == "online"
    for now in range(100, 170, 5):
        pass_on([here], now)
    assert here.online.state(ANN) == "offline"


def test_while_the_bus_is_away_nobody_is_forgotten() -> None:
    here, there = Process(), Process()
    there.exchange.count(ANN, 1, 0)
    pass_on([here, there], 0)
    pass_on([here, there], 1)
    here.changed.clear()
    for process in (here, there):
        process.exchange.connected(1000)
    pass_on([here, there], 1000)
    assert here.online.state(ANN) == "online"
    assert here.changed == []


def test_who_agrees_says_little() -> None:
    here, there = Process(), Process()
    for number in range(1000):
        here.exchange.count(UUID(int=number + 10).bytes, 1, 0)
    for now in range(3):
        pass_on([here, there], now)
    there.changed.clear()
    assert len(pass_on([here, there], 30)) == 2
    here.exchange.hear(Ask(b"somebody new"), 31)
    pass_on([here, there], 31)
    assert there.changed == []


def test_processes_that_lose_half_of_what_is_said_agree_in_the_end() -> None:
    chance = random.Random(7)
    processes = [Process() for _ in range(3)]
    for now in range(200):
        one = chance.choice(processes)
        account = UUID(int=chance.randrange(10, 20)).bytes
        connections, _ = one.exchange.counted(account)
        one.exchange.count(account, chance.choice([-1, 1]) if connections else 1, 0)
        for process in processes:
            process.exchange.tick(now)
        for process in processes:
            for said in process.all_said():
                for other in processes:
                    if chance.random() < 0.5:
                        other.exchange.hear(said, now)
    for now in range(220, 260, 2):
        pass_on(processes, now)
    for account in (UUID(int=number).bytes for number in range(10, 20)):
        here = any(process.exchange.counted(account)[0] for process in processes)
        assert {process.online.state(account) for process in processes} == {"online" if here else "offline"}


def test_when_people_were_last_here_is_remembered_of_so_many() -> None:
    process = Process()
    for number in range(REMEMBERED + 5):
        account = UUID(int=number).bytes
        process.exchange.count(account, 1, 0)
        process.exchange.count(account, -1, 0)
    assert process.online.last_seen(UUID(int=4).bytes) is None
    assert process.online.last_seen(UUID(int=5).bytes) == 1000.0
