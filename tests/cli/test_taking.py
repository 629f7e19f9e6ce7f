"""What happens around the answers of an attempt: time that runs out, days that pass, records that fail in the middle."""

from pathlib import Path

import pytest

from cstrain.app import trainees
from cstrain.app.quiz import Wish
from cstrain.app.trainees import Details
from cstrain.cli.setup import Setup
from cstrain.cli.taking import Desk, run_quiz
from cstrain.core.attempt import Ending
from cstrain.errors import ExitCode
from tests.cli.conftest import Shelve
from tests.cli.modules import RIGHT, counter
from tests.cli.running import Answer, kept, picking, run, someone
from tests.conftest import StoppedClock


def take(stopped: StoppedClock, answers: list[Answer]) -> tuple[ExitCode, str]:
    """A graded quiz of the module "counter" by Sari, at a time of our own."""
    setup = Setup(clock=stopped.clock)
    with setup.store() as store, someone(answers) as out:
        sari = (trainees.everyone(store) or [trainees.add(store, Details(name="Sari"), setup.clock)])[0]
        code = run_quiz(Desk(setup=setup, store=store, trainee=sari), setup.library.module("counter"), Wish())
        return code, out.raw.decode()


def test_an_attempt_ends_with_the_answer_that_uses_up_its_time(home: Path, shelved: Shelve, stopped: StoppedClock) -> None:
    shelved(counter=counter(time_limit_minutes=1))

    def slowly(said: str) -> str:
        stopped.forward(seconds=61)
        return picking("right")(said)  # type: ignore[operator]

    code, out = take(stopped, [RIGHT, slowly])
    assert code is ExitCode.DONE
    assert "The time is up." in out and "Score: 50%\nNot passed yet." in out
    (attempt,) = kept(home)
    assert attempt.finished and attempt.finished.ending is Ending.TIME_UP


def test_a_pass_says_until_when_it_is_valid_and_the_briefing_remembers_it(
    home: Path, shelved: Shelve, stopped: StoppedClock
) -> None:
    shelved(counter=counter(1, valid_days=10))
    _code, out = take(stopped, [RIGHT])
    assert "Passed." in out and "Valid until 2026-03-11." in out
    _code, out = take(stopped, [])
    assert "already passed with 100%" in out


def test_an_expired_pass_is_no_pass_and_opens_a_new_round(home: Path, shelved: Shelve, stopped: StoppedClock) -> None:
    shelved(counter=counter(1, valid_days=10, graded_attempts=1))
    take(stopped, [RIGHT])
    stopped.forward(days=11)
    _code, out = take(stopped, [RIGHT])
    assert "already passed" not in out and "1 graded attempt left" in out and "Valid until 2026-03-22." in out


def test_a_pass_that_never_expires_names_no_day(home: Path, shelved: Shelve, stopped: StoppedClock) -> None:
    shelved(counter=counter(1).replace('"items_per_quiz"', '"valid_days": null, "items_per_quiz"'))
    _code, out = take(stopped, [RIGHT])
    assert "Passed." in out and "alid" not in out


def test_an_unfinished_attempt_is_offered_with_the_day_it_was_started(home: Path, shelved: Shelve, stopped: StoppedClock) -> None:
    shelved(counter=counter())
    take(stopped, [RIGHT])
    stopped.forward(days=3)
    _code, out = take(stopped, [])
    assert "1 of 4 answered, started 2026-03-01" in out


def away(home: Path, *, back: bool = False) -> None:
    """Take the records from under the program, as a shared folder does that goes away; or bring them back."""
    here, elsewhere = home / "records.db", home / "elsewhere.db"
    if back:
        elsewhere.rename(here)
    else:
        here.rename(elsewhere)


def losing(home: Path) -> Answer:
    """The right answer, given when the records have just become unusable."""

    def answer(said: str) -> str:
        away(home)
        return picking("right")(said)  # type: ignore[operator]

    return answer


def test_an_answer_that_cannot_be_saved_ends_a_script_with_4(home: Path, shelved: Shelve) -> None:
    """Nothing is said about an answer that is not in the records."""
    shelved(counter=counter())
    failed = run("quiz", "counter", "--as", "Sari", answers=[RIGHT, losing(home)])
    assert failed.code == 4 and "Nothing was saved." in failed.err and "Traceback" not in failed.err
    assert failed.out.count("So it is.") == 1
    away(home, back=True)
    assert kept(home)[0].position == 1


def test_at_a_terminal_the_answer_is_kept_until_it_can_be_saved(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter(2))

    def mended(said: str) -> str:
        assert "cannot be used" in said and "So it is." not in said
        away(home, back=True)
        return ""

    taken = run(
        "--lang", "en", "--plain", "quiz", "counter", "--as", "Sari", answers=["", losing(home), "", mended, RIGHT], terminal=True
    )
    assert taken.code == 0 and "Score: 100%" in taken.out
    assert kept(home)[0].score == 2


@pytest.mark.parametrize("last", ["q", None], ids=["q", "end of input"])
def test_leaving_while_an_answer_cannot_be_saved_says_so(home: Path, shelved: Shelve, last: str | None) -> None:
    shelved(counter=counter(2))
    answers: list[Answer] = ["", losing(home), *([last] if last else [])]
    left = run("--lang", "en", "--plain", "quiz", "counter", "--as", "Sari", answers=answers, terminal=True)
    assert left.code == 4 and "Nothing was saved." in left.err
    away(home, back=True)
    assert kept(home)[0].answers == ()


def test_at_a_terminal_the_rules_are_read_before_the_quiz_starts(home: Path, shelved: Shelve) -> None:
    """Whoever leaves at the rules has used no attempt."""
    shelved(counter=counter())
    left = run("--lang", "en", "--plain", "quiz", "counter", "--as", "Sari", answers=["?", "q"], terminal=True)
    assert left.code == 0
    assert left.out.count("You pass with 80%.") == 2
    assert kept(home) == []


def test_the_rules_can_be_read_in_the_other_language(home: Path, shelved: Shelve) -> None:
    shelved(counter=counter())
    read = run("--lang", "en", "--plain", "quiz", "counter", "--as", "Sari", answers=["l"], terminal=True).out
    assert "At the counter" in read and "Di counter" in read
