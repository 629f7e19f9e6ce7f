"""Everything that is kept about a person, as a page to read: in the language of the run, nothing left to guess."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from cstrain.cli.render.columns import heading, word
from cstrain.cli.words import _, language
from cstrain.core.items import Item
from cstrain.core.module import Module
from cstrain.core.trainee import Trainee
from cstrain.records.times import restored
from cstrain.reports import html_page as html
from cstrain.reports.html_page import Heading

Row = Mapping[str, Any]
NOTHING = "–"
FIGURES = {"score", "maximum", "seconds", "number"}


def holdings_page(trainee: Trainee, held: Row, modules: Sequence[Module], now: datetime, records: Path) -> Iterator[str]:
    title = _("What is kept about {name}").format(name=trainee.name)
    return html.page(title, language(), _body(trainee, held, modules, now, records))


def _body(trainee: Trainee, held: Row, modules: Sequence[Module], now: datetime, records: Path) -> Iterator[str]:
    made = _("Made on {day} from the records of cstrain: {path}").format(day=now.date().isoformat(), path=records)
    yield html.paragraph(made, "note")
    yield html.paragraph(
        _(
            "This page is for you. It holds everything that is kept about you. If something is wrong, ask your trainer to correct"
            " it; you may also ask to have all of it erased."
        )
    )
    yield from _about(held)
    yield from _attempts(held)
    items = {item.id: item for module in modules for item in module.items.values()}
    for attempt in held["attempts"]:
        yield from _answers(attempt, held, items)
    yield from _sessions(held)


def _about(held: Row) -> Iterator[str]:
    yield html.heading(2, _("Who you are"))
    columns = ("recorded_at", "name", "employee_number", "branch", "cohort", "required")
    rows = [{**one, "recorded_at": _when(one, "recorded"), "required": ", ".join(one["required"])} for one in held["details"]]
    yield from _table(_("What is known of you, and since when"), columns, rows)
    granted = [{"recorded_at": _when(one, "granted"), "module": one["module"]} for one in held["grants"]]
    if granted:
        yield from _table(_("Further attempts that a trainer allowed you"), ("recorded_at", "module"), granted)
    if len(held["entries"]) > 1:
        told = _("You were entered {count} times; these entries were joined.").format(count=len(held["entries"]))
        yield html.paragraph(told)
    yield html.paragraph(
        _("A PIN is set for you; what it is cannot be read from the records.") if held["has_pin"] else _("No PIN is set for you.")
    )


def _attempts(held: Row) -> Iterator[str]:
    yield html.heading(2, heading("attempts"))
    if not held["attempts"]:
        yield html.paragraph(_("There are none."))
        return
    ends = {one["attempt_id"]: one for one in held["finishes"]}
    rows = [_attempt(one, ends.get(one["id"])) for one in held["attempts"]]
    columns = ("started_at", "module", "kind", "roleplay", "score", "maximum", "passed", "ending", "identity", "attempt_id")
    yield from _table(_("Every attempt, in the order they were started"), columns, rows)


def _attempt(attempt: Row, end: Row | None) -> Row:
    told = {
        "started_at": _when(attempt, "started"),
        "module": attempt["module"],
        "kind": word(attempt["kind"]),
        "roleplay": attempt["roleplay"],
        "identity": word(attempt["identity"]),
        "attempt_id": attempt["id"],
    }
    if end is None:
        return {**told, "ending": word("in-progress")}
    passed = word("yes" if end["passed"] else "no") if attempt["kind"] in ("quiz", "roleplay") else ""
    return {**told, "score": end["score"], "maximum": end["maximum"], "passed": passed, "ending": word(end["ending"])}


def _answers(attempt: Row, held: Row, items: Mapping[str, Item]) -> Iterator[str]:
    """The answers of one attempt: what was asked, what was answered, and what was said in a talk."""
    mine = _of(attempt, held["answers"])
    if not mine:
        return
    asked = {one["position"]: one for one in _of(attempt, held["questions"])}
    said = {one["position"]: one["said"] for one in _of(attempt, held["talks"])}
    rows = []
    for one in sorted(mine, key=lambda answer: int(answer["position"])):
        question, talk = asked.get(one["position"], {}), said.get(one["position"])
        item = items.get(question.get("item", ""))
        rows.append(
            {
                "number": one["position"] + 1,
                "prompt": _spoken(talk, "says") or (item.prompt.say(language()) if item else question.get("item", "")),
                "response": _spoken(talk, "reply") or _in_words(one["response"], item),
                "score": one["score"],
                "maximum": one["maximum"],
                "seconds": round(one["elapsed_ms"] / 1000),
                "answered_at": _when(one, "answered"),
            }
        )
    caption = f"{_when(attempt, 'started')} {attempt['module']}: {word(attempt['kind'])}"
    yield html.heading(3, caption)
    yield from _table(caption, ("number", "prompt", "response", "score", "maximum", "seconds", "answered_at"), rows)


def _of(attempt: Row, rows: Iterable[Row]) -> list[Row]:
    return [one for one in rows if one["attempt_id"] == attempt["id"]]


def _spoken(talk: object, part: str) -> str:
    """What was said at this place of a talk, "" if it is none."""
    texts = talk.get(part) if isinstance(talk, dict) else None
    if not isinstance(texts, dict):
        return ""
    return str(texts.get(language()) or next(iter(texts.values()), ""))


def _in_words(response: object, item: Item | None) -> str:
    """A response with the texts of what was chosen, where the module still has them."""
    texts = {part.id: part.text.say(language()) for part in item.parts()} if item else {}
    if isinstance(response, list):
        return "; ".join(texts.get(str(each), str(each)) for each in response)
    if isinstance(response, dict):
        return "; ".join(f"{texts.get(key, key)}: {texts.get(str(value), value)}" for key, value in response.items())
    return texts.get(str(response), response if isinstance(response, str) else json.dumps(response))


def _sessions(held: Row) -> Iterator[str]:
    if not held["participations"]:
        return
    yield html.heading(2, _("Group sessions"))
    sessions = {one["id"]: one for one in held["sessions"]}
    rows = [
        {
            "started_at": _when(session, "started") if (session := sessions.get(one["session_id"])) else "",
            "title": session["title"] if session else one["session_id"],
            "nickname": one["nickname"],
            "team": one["team"],
        }
        for one in held["participations"]
    ]
    yield from _table(_("Sessions you took part in"), ("started_at", "title", "nickname", "team"), rows)


def _when(row: Row, event: str) -> str:
    """The local time of it, as it was where it happened."""
    return restored(row[f"{event}_at"], row[f"{event}_offset"]).strftime("%Y-%m-%d %H:%M")


def _table(caption: str, columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    headings = [Heading(text=_heading(column), is_figure=column in FIGURES) for column in columns]
    return html.table(caption, headings, (html.row(_cell(column, row.get(column, "")) for column in columns) for row in rows))


def _cell(column: str, value: object) -> str:
    text = f"{round(value, 2):g}" if isinstance(value, float) else str(value)
    if isinstance(value, float) and language() == "id":
        text = text.replace(".", ",")
    return html.cell(text or NOTHING, "figure" if column in FIGURES else "")


def _heading(column: str) -> str:
    own: Mapping[str, Callable[[], str]] = {
        "recorded_at": lambda: _("Since"),
        "number": lambda: _("Number"),
        "seconds": lambda: _("Seconds"),
        "nickname": lambda: _("Nickname"),
        "team": lambda: _("Team"),
    }
    return own[column]() if column in own else heading(column)
