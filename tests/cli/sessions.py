"""Sessions driven by lines: a roster, and what a trainer types."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cstrain.records import sessions
from cstrain.records.sessions import Head
from cstrain.records.store import Store
from tests.cli.modules import module, said
from tests.cli.running import Answer, Run, run

TWENTY = [f"{chr(65 + n)}{chr(97 + n)}" for n in range(20)]


def question(number: int) -> dict[str, Any]:
    """A choice of four: "right", "wrong", "neither", "other"."""
    texts = {"right": "benar", "wrong": "salah", "neither": "bukan", "other": "lain"}
    options = [
        {"id": id, "text": said(indonesian, id), "feedback": said(f"Tentang {indonesian}.", f"About {id}."), "key": id == "right"}
        for id, indonesian in texts.items()
    ]
    for option in options[1:]:
        del option["key"]
    return {
        "id": f"question-{number}",
        "kind": "choice",
        "level": "apply",
        "facts": [],
        "prompt": said(f"Pertanyaan nomor {number}?", f"Question number {number}?"),
        "options": options,
    }


def counter(count: int = 10, **policy: int) -> str:
    return module("counter", *(question(n) for n in range(1, count + 1)), policy={"items_per_quiz": count, **policy})


def roster(folder: Path, names: Sequence[str] = TWENTY, team: str = "") -> Path:
    path = folder / "team.csv"
    rows = [f"{name};{number};{team and team + str(number % 4)}" for number, name in enumerate(names, start=1)]
    path.write_text("\n".join(["nama;nomor karyawan;tim", *rows]), encoding="utf-8")
    return path


def letters(pattern: str) -> Answer:
    """Letters for everyone: R stands for the letter that is right now, W for one that is wrong."""

    def answer(told: str) -> str:
        shown = re.findall(r"^  ([A-E])\. (right|wrong|neither|other)$", told, re.MULTILINE)[-4:]
        by = {text: letter for letter, text in shown}
        return pattern.replace("R", by["right"]).replace("W", by["wrong"]).replace("N", by["neither"])

    return answer


def counts(right: int, wrong: int) -> Answer:
    """Counts of the cards held up, with the letters that the options have now."""
    return letters(f"R{right} W{wrong}")


def session(*arguments: object, answers: Sequence[Answer] = (), terminal: bool = False) -> Run:
    return run("session", "run", "counter", *arguments, answers=answers, terminal=terminal)


def listed() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("session", "list", "--json").out)["sessions"]
    return found


def head(home: Path) -> Head:
    with Store(home / "records.db") as store:
        return sessions.heads(store)[-1]
