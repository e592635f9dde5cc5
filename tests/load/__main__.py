"""Load a real server and print what it took: ``make load``, or ``python -m tests.load [--clients 1 4] [--seconds 60]``.

A server process of the built-in collection is asked by 1, 4, 16 and 64 clients, each of which asks again as soon as it
has its answer; then snapshots are switched under eight clients, and each answer has to be that of one of the two. With
``--minutes 30`` eight clients go on as long, and the growth of memory is extrapolated to a day. Writes var/load.json.
Ends with 1 where an answer was neither 200 nor 503, was that of no snapshot, or memory stayed 20 % above what it was.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from urllib.request import urlopen

from tests.load.answers import record
from tests.load.memory import growth_per_hour
from tests.load.mix import Address, addresses
from tests.load.steps import LoadStep, load
from tests.load.switching import serve_snapshot, switched, two_snapshots
from tests.support.paths import ROOT
from tests.support.servers.command import ServedCommand, served_by_command

RESULT = ROOT / "var/load.json"
INDEX = ROOT / "var/load/index"
"""Kept, so that the next load need not embed anew."""
BASE_URL = "http://practices.example.org"
"""Links in answers, so that they do not name the port of the server that gave them."""
CLIENTS = 8
"""Clients while snapshots are switched, and while growth is measured."""
_KEPT = 1.2
"""Times the memory before that may remain after."""
_SWITCH_SECONDS = 3.0


def main() -> None:
    """Load, print, write."""
    options = parsed()
    snapshots = two_snapshots(INDEX)
    serve_snapshot(INDEX, snapshots[0])
    with served_by_command(INDEX, base_url=BASE_URL) as server:
        asked = addresses(practice_ids(server.url))
        expected = {"first": record(server.url, asked)}  # it warms up, too
        print(f"ready after {server.seconds:.1f} s; {len(asked)} addresses; memory in MiB\n")
        print("| clients | answers a second | p50, s | p99, s | by status | memory before | peak | after |")
        print("|---|---|---|---|---|---|---|---|", flush=True)
        steps = [step_of(server, asked, clients, options.seconds) for clients in options.clients]
        grown = [step_of(server, asked, CLIENTS, 60 * options.minutes)] if options.minutes else []
    serve_snapshot(INDEX, snapshots[1])
    with served_by_command(INDEX, base_url=BASE_URL) as server:
        expected["second"] = record(server.url, asked)
        between = partial(switched, INDEX, snapshots, _SWITCH_SECONDS)
        switching = load(server, asked, CLIENTS, options.seconds, expected, between)
        print_step(switching)
    print(f"\nwhile snapshots were switched, answers of: {dict(switching.snapshots)}")
    for step in grown:
        print(f"growth: {growth_per_hour(step.looks):.1f} MiB an hour, {24 * growth_per_hour(step.looks):.0f} a day")
    write(steps, switching, grown)
    if wrong := faults([*steps, *grown], switching):
        sys.exit("\n".join(wrong))


def parsed() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 4, 16, 64])
    parser.add_argument("--seconds", type=float, default=60.0, help="how long each step lasts")
    parser.add_argument("--minutes", type=float, default=0.0, help="how long growth is measured")
    return parser.parse_args()


def practice_ids(url: str) -> list[str]:
    """Ask which practices there are."""
    with urlopen(f"{url}/api/v1/practices?limit=100", timeout=60) as response:
        return [practice["practice_id"] for practice in json.load(response)]


def step_of(server: ServedCommand, asked: Sequence[Address], clients: int, seconds: float) -> LoadStep:
    """Load, and print the line."""
    step = load(server, asked, clients, seconds)
    print_step(step)
    return step


def print_step(step: LoadStep) -> None:
    """Print a line of the table."""
    statuses = ", ".join(f"{status}: {count}" for status, count in sorted(step.statuses.items()))
    memory = f"{step.memory_before:.0f} | {step.memory_peak:.0f} | {step.memory_after:.0f}"
    line = f"| {step.clients} | {step.throughput:.1f} | {step.p50:.2f} | {step.p99:.2f} | {statuses} | {memory} |"
    print(line, flush=True)


def faults(steps: Sequence[LoadStep], switching: LoadStep) -> list[str]:
    """Name what should not be."""
    wrong = [f"{step.clients} clients: {step.broken}" for step in steps if step.broken]
    wrong += [text for step in (*steps, switching) for text in step.wrong]
    before, after = steps[0].memory_before, steps[-1].memory_after
    if after > _KEPT * before:
        wrong.append(f"memory stays at {after:.0f} MiB; it was {before:.0f} before the load")
    only_one = sum(count for name, count in switching.snapshots.items() if " or " not in name)
    if not {"first", "second"} <= switching.snapshots.keys():
        wrong.append(f"only one snapshot answered ({only_one} answers), so that nothing was switched")
    return wrong


def write(steps: Sequence[LoadStep], switching: LoadStep, grown: Sequence[LoadStep]) -> None:
    """Write all of it for machines."""
    named = {"steps": steps, "switching": [switching], "growth": grown}
    RESULT.parent.mkdir(exist_ok=True)
    values = {name: [asdict(step) for step in some] for name, some in named.items()}
    RESULT.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
