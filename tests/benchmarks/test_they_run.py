"""The measurements run, on small numbers: what they find is no matter here."""

from itertools import chain

from tests.benchmarks import answers, checking, growth, merging, proof, reports, session, startup
from tests.benchmarks.measuring import Size, table
from tests.benchmarks.scale import Size as Scale


def test_every_measurement_runs_and_gives_figures() -> None:
    few = (
        startup.measure(rounds=1),
        answers.measure(answers=12),
        checking.measure(40, rounds=1),
        growth.measure(100, 200, rounds=1),
        proof.measure(2, 4, rounds=1),
        reports.measure(Scale(trainees=10, attempts=40, answers=400), rounds=1),
        merging.measure(2, 2, 3, rounds=1),
        session.measure(3, 2, rounds=1),
    )
    rows = list(chain(*few))
    assert all(row.bytes > 0 if isinstance(row, Size) else row.floor > 0 and row.ours > 0 for row in rows)
    assert table(rows).count("\n") == len(rows) + 1
