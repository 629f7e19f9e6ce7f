"""Role-plays in reports and in progress: beside what counts, and never in it."""

from cstrain.app.progress import progress
from cstrain.app.report import Filters, report
from cstrain.core.module import Fact, Module
from cstrain.core.standing import Status
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records.store import Store
from cstrain.reports.table import Cell
from tests.app.taking import RIGHT, take
from tests.app.talking import COACHED, play, with_talks
from tests.conftest import StoppedClock
from tests.making import text
from tests.talks import KETTLE


def fact(id: str) -> Fact:
    return Fact(
        id=id,
        group="G",
        tier="A",
        kind="rule",
        provenance="source",
        flags=(),
        statement=text("statement"),
        source=text("source"),
        doubt=None,
    )


SHOP: Module = replace(with_talks(KETTLE, items=2, items_per_quiz=2), facts={"F-second": fact("F-second")})


def rows(name: str, store: Store, stopped: StoppedClock) -> list[dict[str, Cell]]:
    table = report(name, store, [SHOP], Filters(), stopped.clock).tables[0]
    return [dict(zip((column.key for column in table.columns), row, strict=True)) for row in table.rows]


def test_attempts_tell_which_role_play_how_it_ended_and_with_what_verdict(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    play(store, sari, stopped.clock, "listen", "promise", shop=SHOP)
    play(store, sari, stopped.clock, "poor", "wait", wish=COACHED, shop=SHOP)
    play(store, sari, stopped.clock, "poor", shop=SHOP)
    play(store, sari, stopped.clock, shop=SHOP)
    take(store, SHOP, sari, stopped.clock, RIGHT, RIGHT)
    wanted = ("kind", "roleplay", "ending", "verdict", "critical_errors", "passed", "counts", "percent", "maximum")
    assert [tuple(row[key] for key in wanted) for row in rows("attempts", store, stopped)] == [
        ("roleplay", "kettle", "glad", "good", 1, False, False, 50.0, 2),
        ("rehearsal", "kettle", "doubting", "mixed", 0, None, False, 33.3, 2),
        ("roleplay", "kettle", "abandoned", None, 0, False, False, 33.3, 1),
        ("roleplay", "kettle", None, None, 0, None, False, None, 0),
        ("quiz", None, "completed", None, 0, True, True, 100.0, 2),
    ]


def test_answers_tell_the_talk_in_the_language_it_was_held_in(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    live = play(store, sari, stopped.clock, "poor", shop=SHOP)
    live.answer("wait", "id")
    take(store, SHOP, sari, stopped.clock, RIGHT)
    first, second, quiz = rows("answers", store, stopped)
    told = ("item", "response", "mood_before", "mood_after", "says", "reply", "reaction", "feedback")
    assert tuple(first[key] for key in told) == (
        "kettle/first", "poor", 40, 30, "says first (en)", "reply poor (en)", "reaction to poor (en)", "feedback on poor (en)",
    )  # fmt: skip
    assert (second["says"], second["mood_after"]) == ("says second crossly (id)", 20)
    assert [quiz[key] for key in told[2:]] == [None] * 6


def test_a_role_play_changes_nothing_about_the_quiz(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    before = rows("summary", store, stopped)
    play(store, sari, stopped.clock, "listen", "fix", shop=SHOP)
    play(store, sari, stopped.clock, "rude", shop=SHOP)
    passed = {"roleplays_passed": 1, "roleplays_available": 1}
    assert rows("summary", store, stopped) == [{**row, **passed} for row in before]
    (one,) = progress(store, [SHOP], sari, stopped.clock).modules
    assert (one.standing.status, one.practised, one.standing.critical_errors) == (Status.NOT_STARTED, 0, 0)


def test_progress_tells_how_role_plays_went_and_what_was_weak_in_them(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    made = progress(store, [SHOP], sari, stopped.clock)
    assert [(one.roleplay.id, one.played, one.best_verdict) for one in made.roleplays] == [("kettle", 1, "mixed")]
    assert [(weak.fact.id, weak.items) for weak in made.weak] == [("F-second", ("kettle/second",))]
    play(store, sari, stopped.clock, "listen", "fix", shop=SHOP)
    assert progress(store, [SHOP], sari, stopped.clock).weak == ()
