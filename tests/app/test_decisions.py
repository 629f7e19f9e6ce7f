"""A decision that went wrong comes back in practice, as it was met; in nothing that is graded or drawn alike for everyone."""

from datetime import timedelta

import pytest

from cstrain.app import quiz
from cstrain.app.attempt import LiveAttempt
from cstrain.app.decisions import missed
from cstrain.app.quiz import Wish
from cstrain.core.attempt import Ending
from cstrain.core.items import Choice
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.core.value import replace
from cstrain.records import answers, attempts
from cstrain.records.attempts import Selection
from cstrain.records.store import Store
from tests.app.taking import PRACTICE
from tests.app.talking import COACHED, play, with_talks
from tests.conftest import StoppedClock
from tests.talks import KETTLE, ending, node, reply, roleplay, text

SHOP = with_talks(KETTLE, items=6, items_per_quiz=6)


def practise(store: Store, trainee: Trainee, stopped: StoppedClock, wish: Wish = PRACTICE, shop: Module = SHOP) -> LiveAttempt:
    return quiz.start(store, shop, trainee, wish, "en", stopped.clock)


def drawn(live: LiveAttempt) -> list[str]:
    return sorted(one.item for one in live.state.started.plan)


def test_what_was_not_the_best_reply_is_missed(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    assert list(missed(store, SHOP, sari.id)) == ["kettle/second"]


def test_it_is_asked_as_it_was_met_with_the_same_replies_and_line(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """In this mood no promise is offered, and the customer is cross."""
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    item = missed(store, SHOP, sari.id)["kettle/second"]
    assert isinstance(item, Choice) and [option.id for option in item.options] == ["fix", "wait"]
    assert text("says second crossly").say("en") in item.prompt.say("en")


def test_practice_asks_it_again_among_the_items(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    live = practise(store, sari, stopped)
    assert [id for id in drawn(live) if "/" in id] == ["kettle/first", "kettle/second"] and len(drawn(live)) == 6
    while question := live.question:
        live.answer(question.item.correct()[0], "en")
    assert live.state.score == 6
    assert missed(store, SHOP, sari.id) == {}


@pytest.mark.parametrize("wish", [Wish(), Wish(seed=1), Wish(count=2)])
def test_neither_a_graded_quiz_nor_a_seed_nor_two_questions_have_room_for_it(
    store: Store, sari: Trainee, stopped: StoppedClock, wish: Wish
) -> None:
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    assert not [id for id in drawn(practise(store, sari, stopped, wish)) if "/" in id]


def test_of_many_only_a_third_of_the_questions(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    assert len([id for id in drawn(practise(store, sari, stopped, Wish(count=3))) if "/" in id]) == 1


def test_practice_with_a_decision_is_gone_on_with(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    """Also after the decision was taken rightly in a talk meanwhile."""
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    live = practise(store, sari, stopped)
    play(store, sari, stopped.clock, "listen", "fix", wish=COACHED, shop=SHOP)
    again = quiz.go_on(store, quiz.brief(store, SHOP, sari, PRACTICE, stopped.clock), stopped.clock)
    assert again and again.state == live.state
    while question := again.question:
        again.answer(question.item.correct()[0], "en")
    assert again.state.score == 6


def resumed(store: Store, trainee: Trainee, stopped: StoppedClock) -> LiveAttempt | None:
    return quiz.go_on(store, quiz.brief(store, SHOP, trainee, PRACTICE, stopped.clock), stopped.clock)


def test_a_talk_played_otherwise_since_leaves_the_practice_as_it_was_drawn(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    """Other replies there, and another line; and by the clock that talk came first, for it was set back."""
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    live = practise(store, sari, stopped)
    asked = live.module.items["kettle/second"]
    stopped.at -= timedelta(days=1)
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    again = resumed(store, sari, stopped)
    assert again and again.state == live.state and again.module.items["kettle/second"] == asked


def test_a_talk_gone_on_with_since_leaves_the_practice_as_it_was_drawn(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    """It was begun before the practice, but came to the decision after it."""
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    talk = play(store, sari, stopped.clock, "listen", wish=COACHED, shop=SHOP)
    live = practise(store, sari, stopped)
    assert "kettle/second" in drawn(live)
    talk.answer("wait", "en")
    again = resumed(store, sari, stopped)
    assert again and again.module.items["kettle/second"] == live.module.items["kettle/second"]


def test_practice_without_a_decision_reads_no_talks(
    store: Store, sari: Trainee, stopped: StoppedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = practise(store, sari, stopped)
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    monkeypatch.setattr(answers, "answer_rows", None)
    again = resumed(store, sari, stopped)
    assert again and again.state == live.state


def test_a_decision_that_is_gone_from_the_module_is_not_asked_and_closes_the_practice(
    store: Store, sari: Trainee, stopped: StoppedClock
) -> None:
    play(store, sari, stopped.clock, "listen", "wait", shop=SHOP)
    practise(store, sari, stopped)
    for gone in (with_talks(items=6, items_per_quiz=6), with_talks(replace(KETTLE, id="lamp"), items=6, items_per_quiz=6)):
        assert missed(store, gone, sari.id) == {}
    assert quiz.go_on(store, quiz.brief(store, gone, sari, PRACTICE, stopped.clock), stopped.clock) is None
    assert [one.ending for one in attempts.outcomes(store, Selection(kinds=("practice",)))] == [Ending.WITHDRAWN]


def test_replies_that_no_longer_lead_there_make_no_item(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    play(store, sari, stopped.clock, "poor", "wait", shop=SHOP)
    first = KETTLE.nodes[0]
    less = replace(KETTLE, nodes=(replace(first, choices=(first.choices[0], first.choices[2])), KETTLE.nodes[1]))
    assert list(missed(store, with_talks(less), sari.id)) == ["kettle/first"]


def test_of_a_decision_that_came_twice_the_later_one_is_meant(store: Store, sari: Trainee, stopped: StoppedClock) -> None:
    twice = roleplay(
        node("ask", reply("best", 3, to="end"), reply("again", 1, to="ask", mood=-10, sets=("asked",))),
        ending("end", "good"),
        mood=50,
    )
    shop = with_talks(replace(twice, id="kettle"))
    live = play(store, sari, stopped.clock, "again", "again", "best", shop=shop)
    assert live.transcript.moods == (50, 40, 30, 30)
    assert missed(store, shop, sari.id) == {}
