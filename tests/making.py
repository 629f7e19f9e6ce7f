"""Small sound values to start a test from; what a test is about it sets itself."""

from datetime import UTC, datetime
from fractions import Fraction

from cstrain.core.attempt import Answered, Kind, Started
from cstrain.core.draw import Drawn
from cstrain.core.items import Choice, ChoiceOption, Item, Match, Multi, MultiOption, Number, Order, Pair, Rate, Reply, Step
from cstrain.core.items.match import Extra
from cstrain.core.items.number import Figure
from cstrain.core.localised import Localised
from cstrain.core.module import Module, Policy

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def text(said: str) -> Localised:
    return Localised({"id": f"{said} (id)", "en": f"{said} (en)"})


def shared(id: str, *, facts: tuple[str, ...] = (), twin_set: str = "") -> dict[str, object]:
    return {
        "id": id,
        "level": "apply",
        "prompt": text(f"prompt of {id}"),
        "facts": facts,
        "skills": (),
        "twin_set": twin_set,
        "content_hash": f"hash of {id}",
    }


def choice(
    id: str = "choice", *, grades: tuple[int, ...] = (3, 0, 0), situational: bool = False, critical: int = -1, **more: object
) -> Choice:
    """Options a, b, c ... with these grades; `critical` is the place of the critical one."""
    options = tuple(
        ChoiceOption(
            id=chr(97 + n), text=text(f"option {n}"), feedback=text(f"feedback {n}"), grade=grade, critical=n == critical
        )
        for n, grade in enumerate(grades)
    )
    return Choice(**shared(id, **more), options=options, situational=situational)  # type: ignore[arg-type]


def multi(id: str = "multi", *, keys: str = "ab", options: str = "abcd") -> Multi:
    return Multi(
        **shared(id),  # type: ignore[arg-type]
        options=tuple(MultiOption(id=one, text=text(one), feedback=text(f"feedback {one}"), key=one in keys) for one in options),
    )


def order(id: str = "order", *, steps: str = "abcd") -> Order:
    return Order(**shared(id), options=tuple(Step(id=one, text=text(one), feedback=text(f"feedback {one}")) for one in steps))  # type: ignore[arg-type]


def match(id: str = "match", *, pairs: str = "abc", extras: str = "x") -> Match:
    return Match(
        **shared(id),  # type: ignore[arg-type]
        pairs=tuple(
            Pair(id=one, left=text(f"left {one}"), right=text(f"right {one}"), feedback=text(f"feedback {one}")) for one in pairs
        ),
        extras=tuple(Extra(id=one, text=text(one)) for one in extras),
    )


def number(id: str = "number", *, key: float = 5, others: tuple[float, ...] = (10,), tolerance: float = 0) -> Number:
    figures = (
        Figure(value=key, feedback=text("right"), key=True),
        *(Figure(value=one, feedback=text(f"not {one}")) for one in others),
    )
    return Number(**shared(id), figures=figures, tolerance=tolerance, otherwise=text("otherwise"))  # type: ignore[arg-type]


def rate(id: str = "rate", *, ratings: tuple[int, ...] = (1, 3, 5)) -> Rate:
    return Rate(
        **shared(id),  # type: ignore[arg-type]
        options=tuple(
            Reply(id=chr(97 + n), text=text(f"reply {n}"), feedback=text(f"feedback {n}"), rating=rating)
            for n, rating in enumerate(ratings)
        ),
    )


def policy(**changed: int | None) -> Policy:
    usual: dict[str, int | None] = {
        "pass_mark": 80,
        "graded_attempts": 3,
        "items_per_quiz": 4,
        "time_limit_minutes": None,
        "valid_days": 365,
    }
    return Policy(**{**usual, **changed})  # type: ignore[arg-type]


def module(*items: Item, id: str = "welcome", **policy_changes: int | None) -> Module:
    return Module(
        id=id,
        version="v1",
        languages=("id", "en"),
        title=text("title"),
        summary=text("summary"),
        objectives=(),
        skills={},
        policy=policy(**policy_changes),
        order=1,
        links=(),
        facts={},
        lessons=(),
        items={item.id: item for item in items},
    )


def drawn(item: Item) -> Drawn:
    return Drawn(item=item.id, kind=item.kind, content_hash=item.content_hash, options=tuple(part.id for part in item.parts()))


def started(*items: Item, kind: Kind = Kind.QUIZ, **policy_changes: int | None) -> Started:
    return Started(
        attempt="attempt-1",
        trainee="trainee-1",
        kind=kind,
        module="welcome",
        version="v1",
        policy=policy(**policy_changes),
        seed=1,
        language="en",
        at=NOON,
        plan=tuple(drawn(item) for item in items),
    )


def answered(position: int, score: Fraction | int = 1, *, critical: bool = False, elapsed_ms: int = 1000) -> Answered:
    return Answered(
        position=position,
        response="a",
        score=Fraction(score),
        maximum=1,
        chance=Fraction(1, 3),
        critical=critical,
        elapsed_ms=elapsed_ms,
        at=NOON,
    )
