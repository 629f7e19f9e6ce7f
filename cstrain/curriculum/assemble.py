"""Plain validated data into core types. Trusts its input: shape.py and structure.py have been over it."""

from collections.abc import Callable, Mapping
from typing import Any

from cstrain.core.items import (
    Choice,
    ChoiceOption,
    Extra,
    Figure,
    Item,
    Match,
    Multi,
    MultiOption,
    Number,
    Order,
    Pair,
    Rate,
    Reply,
    Step,
)
from cstrain.core.items.choice import BEST
from cstrain.core.localised import Localised
from cstrain.core.module import Fact, Lesson, Module, Policy

Plain = Mapping[str, Any]


def module(plain: Plain) -> Module:
    head = plain["head"]
    return Module(
        id=head["id"],
        version=plain["version"],
        languages=tuple(head["languages"]),
        title=Localised(head["title"]),
        summary=Localised(head["summary"]),
        objectives=tuple(Localised(objective) for objective in head["objectives"]),
        skills={id: Localised(name) for id, name in head["skills"].items()},
        policy=Policy(**head["policy"]),
        order=head["order"],
        links=tuple(head["links"]),
        facts={fact["id"]: _fact(fact) for fact in plain["facts"]},
        lessons=tuple(_lesson(lesson) for lesson in plain["lessons"]),
        items={each["id"]: item(each) for each in plain["items"]},
    )


def _fact(plain: Plain) -> Fact:
    return Fact(
        id=plain["id"],
        group=plain["group"],
        tier=plain["tier"],
        kind=plain["kind"],
        provenance=plain["provenance"],
        flags=tuple(plain["flags"]),
        statement=Localised(plain["statement"]),
        source=Localised(plain["source"]),
        doubt=Localised(plain["doubt"]) if plain["doubt"] else None,
    )


def _lesson(plain: Plain) -> Lesson:
    return Lesson(
        id=plain["id"],
        title=Localised(plain["title"]),
        text=Localised(plain["text"]),
        facts=tuple(plain["facts"]),
        check=plain["check"] or "",
    )


def item(plain: Plain) -> Item:
    shared = {
        "id": plain["id"],
        "level": plain["level"],
        "prompt": Localised(plain["prompt"]),
        "facts": tuple(plain["facts"]),
        "skills": tuple(plain["skills"]),
        "twin_set": plain.get("set") or "",
        "content_hash": plain["content_hash"],
    }
    return BUILDERS[plain["kind"]](plain, shared)


def _choice(plain: Plain, shared: dict[str, Any]) -> Choice:
    options = plain["options"]
    situational = any(option["grade"] is not None for option in options)
    return Choice(
        **shared,
        situational=situational,
        options=tuple(
            ChoiceOption(
                id=option["id"],
                text=Localised(option["text"]),
                feedback=Localised(option["feedback"]),
                grade=option["grade"] if situational else BEST if option["key"] else 0,
                critical=option["critical"],
            )
            for option in options
        ),
    )


def _texts(part: Plain) -> dict[str, Any]:
    """What nearly every part of an item has."""
    return {"id": part["id"], "text": Localised(part["text"]), "feedback": Localised(part["feedback"])}


def _multi(plain: Plain, shared: dict[str, Any]) -> Multi:
    return Multi(**shared, options=tuple(MultiOption(**_texts(option), key=option["key"]) for option in plain["options"]))


def _order(plain: Plain, shared: dict[str, Any]) -> Order:
    return Order(**shared, options=tuple(Step(**_texts(step)) for step in plain["options"]))


def _match(plain: Plain, shared: dict[str, Any]) -> Match:
    return Match(
        **shared,
        pairs=tuple(
            Pair(
                id=pair["id"],
                left=Localised(pair["left"]),
                right=Localised(pair["right"]),
                feedback=Localised(pair["feedback"]),
            )
            for pair in plain["pairs"]
        ),
        extras=tuple(Extra(id=extra["id"], text=Localised(extra["text"])) for extra in plain["extras"]),
    )


def _number(plain: Plain, shared: dict[str, Any]) -> Number:
    return Number(
        **shared,
        figures=tuple(
            Figure(value=figure["value"], feedback=Localised(figure["feedback"]), key=figure["key"])
            for figure in plain["figures"]
        ),
        tolerance=plain["tolerance"],
        unit=Localised(plain["unit"]) if plain["unit"] else None,
        otherwise=Localised(plain["otherwise"]),
    )


def _rate(plain: Plain, shared: dict[str, Any]) -> Rate:
    return Rate(**shared, options=tuple(Reply(**_texts(reply), rating=reply["rating"]) for reply in plain["options"]))


BUILDERS: dict[str, Callable[[Plain, dict[str, Any]], Item]] = {
    "choice": _choice,
    "multi": _multi,
    "order": _order,
    "match": _match,
    "number": _number,
    "rate": _rate,
}
