"""What a session came to, as tables: votes, gains, what to repeat, who was there; nobody ranked, names masked on request."""

from typing import Any

import pytest

from cstrain.app.clock import Clock
from cstrain.app.session.live import LiveSession
from cstrain.app.session.report import session_report
from cstrain.core.module import Fact
from cstrain.core.session import Away, Ended, KeyShown, Mode, Next, Noted, Revealed, VotedAgain
from cstrain.core.value import replace
from cstrain.records import trainees
from cstrain.records.store import Store
from cstrain.reports.table import Bars, Report
from tests.app.session.holding import begin, do, id_of, resumed, vote
from tests.conftest import StoppedClock
from tests.making import choice, module, text

FACT = Fact(
    id="F-1",
    group="G",
    tier="A",
    kind="figure",
    provenance="source",
    flags=(),
    statement=text("statement"),
    source=text("source"),
    doubt=None,
)
SHOP = replace(module(*(choice(f"q-{n}", facts=("F-1",)) for n in range(3)), items_per_quiz=3), facts={"F-1": FACT})
RIGHT, WRONG, OTHER = "a", "b", "c"


@pytest.fixture
def clock(stopped: StoppedClock) -> Clock:
    return stopped.clock


def tables(live: LiveSession, *, mask_names: bool = False, language: str = "en") -> dict[str, list[dict[str, Any]]]:
    """Each table of the report by its name, its rows by the keys of the columns."""
    made = session_report(live, language, mask_names=mask_names)
    return {
        table.name: [dict(zip([column.key for column in table.columns], row, strict=True)) for row in table.rows]
        for table in made.tables
    }


def held(store: Store, clock: Clock) -> LiveSession:
    """Two questions of three, the first with a second vote, the second all right; Dewi was out of the room; then it was ended."""
    live = begin(store, clock, Mode.CARDS, modules=(SHOP,))
    do(live, Away(person=id_of(store, "Dewi")))
    vote(live, [RIGHT, WRONG, WRONG], Revealed(), VotedAgain())
    vote(live, [RIGHT, RIGHT, OTHER], Revealed(), Noted(text="talk about it"), Next())
    return vote(live, [RIGHT, RIGHT, RIGHT], Revealed(), Next(), Ended())


def test_each_question_has_its_votes_its_gain_and_the_option_that_tempted_most(store: Store, clock: Clock) -> None:
    told = tables(held(store, clock))
    first, second = told["session"]
    assert (first["number"], first["answers"], first["right_percent"]) == (1, 3, 33.3)
    assert (first["again_percent"], first["gain_points"]) == (66.6, 33)
    assert (first["worst_distractor"], first["worst_distractor_text"], first["notes"]) == (
        WRONG,
        "option 1 (en)",
        "talk about it",
    )
    assert first["prompt"].startswith("prompt of q-")
    assert (second["number"], second["right_percent"], second["again_percent"], second["worst_distractor"]) == (
        2,
        100.0,
        None,
        None,
    )


def test_the_hardest_question_comes_first_and_the_chart_keeps_the_order_asked(store: Store, clock: Clock) -> None:
    live = begin(store, clock, Mode.CARDS, modules=(SHOP,))
    vote(live, [RIGHT] * 4, Revealed(), Next())
    vote(live, [WRONG] * 4, Revealed(), Next())
    made: Report = session_report(live, "en", mask_names=False)
    assert [row[0] for row in made.tables[0].rows] == [2, 1]
    (bars,) = made.charts
    assert isinstance(bars, Bars) and (bars.labels, bars.heights) == (("1", "2"), (100.0, 0.0))


def test_every_option_has_its_count_in_both_votes(store: Store, clock: Clock) -> None:
    rows = [row for row in tables(held(store, clock))["votes"] if row["number"] == 1]
    assert [row["option"] for row in rows] == ["A", "B", "C"]
    counts = {row["text"]: (row["is_key"], row["chosen"], row["chosen_percent"], row["chosen_again"]) for row in rows}
    assert counts == {
        "option 0 (en)": (True, 1, 33.3, 2),
        "option 1 (en)": (False, 2, 66.6, 0),
        "option 2 (en)": (False, 0, 0.0, 1),
    }


def test_facts_of_what_went_wrong_are_to_repeat(store: Store, clock: Clock) -> None:
    told = tables(held(store, clock), language="id")
    assert told["repeat"] == [{"module": SHOP.id, "fact": "F-1", "statement": "statement (id)"}]


def test_people_stand_in_roster_order_with_what_they_missed(store: Store, clock: Clock) -> None:
    people = tables(held(store, clock))["people"]
    assert [row["trainee"] for row in people] == ["Ani", "Budi", "Citra", "Dewi"]
    assert [(row["answers"], row["score"], row["percent"]) for row in people] == [
        (2, 2.0, 100.0),
        (2, 1.0, 50.0),
        (2, 1.0, 50.0),
        (0, None, None),
    ]
    assert [row["without_questions"] for row in people] == [None, None, None, "1, 2"]


def test_names_are_masked_on_request_and_the_erased_go_by_their_ids(store: Store, clock: Clock) -> None:
    live = held(store, clock)
    masked = [row["trainee"] for row in tables(live, mask_names=True)["people"]]
    assert masked == [id[:8] for id in live.people]
    gone = id_of(store, "Budi")
    live.people[gone] = replace(live.people[gone], name="", nickname="")
    assert [row["trainee"] for row in tables(live)["people"]] == ["Ani", gone[:8], "Citra", "Dewi"]


def test_teams_are_told_the_best_first_and_tally_has_neither_people_nor_teams(store: Store, clock: Clock) -> None:
    live = begin(store, clock, Mode.TEAMS, modules=(SHOP,))
    vote(live, [WRONG, RIGHT], Revealed(), Next())
    assert [(row["team"], row["score"]) for row in tables(live)["teams"]] == [("2", 1.0), ("1", 0.0)]
    counted = begin(store, clock, Mode.TALLY, modules=(SHOP,))
    assert set(tables(counted)) == {"session"}


def test_a_report_of_what_is_no_longer_in_the_modules_names_it_by_its_id(store: Store, clock: Clock) -> None:
    live = held(store, clock)
    live.modules = {}
    told = tables(live)
    assert told["session"][0]["prompt"].startswith("q-") and told["votes"][0]["text"] in (RIGHT, WRONG, OTHER)
    assert told["repeat"][0]["statement"] is None


def test_a_session_that_goes_on_is_told_as_far_as_it_has_gone(store: Store, clock: Clock) -> None:
    live = begin(store, clock, Mode.CARDS, modules=(SHOP,))
    assert tables(live)["session"] == []
    vote(live, [RIGHT, RIGHT, WRONG, WRONG], Revealed(), KeyShown())
    again = resumed(store, live, clock)
    assert [row["right_percent"] for row in tables(again)["session"]] == [50.0]
    assert len(trainees.everyone(store)) == 4
