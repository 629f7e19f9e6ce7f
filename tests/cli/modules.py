"""Modules to run, as an author writes them: small, in two languages, their right answers easy to tell."""

import json
from typing import Any

from tests.cli.running import Answer, picking

RIGHT: Answer = picking("right")
WRONG: Answer = picking("wrong")


def said(indonesian: str, english: str) -> dict[str, str]:
    return {"id": indonesian, "en": english}


def question(number: int, *, critical: bool = False, facts: tuple[str, ...] = ()) -> dict[str, Any]:
    """A choice between "right", "wrong" and "neither"."""
    harm = {"critical": True} if critical else {}
    return {
        "id": f"question-{number}",
        "kind": "choice",
        "level": "apply",
        "facts": list(facts),
        "prompt": said(f"Pertanyaan nomor {number}?", f"Question number {number}?"),
        "options": [
            {"id": "right", "key": True, "text": said("benar", "right"), "feedback": said("Memang begitu.", "So it is.")},
            {"id": "wrong", "text": said("salah", "wrong"), "feedback": said("Bukan begitu.", "That does harm."), **harm},
            {"id": "neither", "text": said("bukan", "neither"), "feedback": said("Bukan pula.", "Not that either.")},
        ],
    }


def counter(count: int = 4, *, critical: bool = False, lessons: int = 0, id: str = "counter", **policy: int) -> str:
    """A module of such questions, all of them asked in a quiz; lessons 1, 2, 3 ... check questions 1, 2, 3 ..."""
    facts = ("F-1",) if lessons else ()
    return module(
        id,
        *(question(number, critical=critical, facts=facts) for number in range(1, count + 1)),
        lessons=[lesson(number) for number in range(1, lessons + 1)],
        facts=[FACT] if lessons else [],
        policy={"items_per_quiz": count, **policy},
    )


def module(id: str, *items: dict[str, Any], **more: Any) -> str:
    """A whole module, the first of all; JSON is YAML."""
    head = {"id": id, "title": said(f"Di {id}", f"At the {id}"), "summary": said("Saat kecil.", "Small moments.")}
    return json.dumps({**head, "order": 0, **more, "items": list(items)}, ensure_ascii=False)


FACT = {
    "id": "F-1",
    "group": "G",
    "tier": "A",
    "kind": "figure",
    "provenance": "source",
    "statement": said("Kata pertama penting.", "First words matter."),
    "source": said("Buku itu", "The book"),
    "doubt": said("Belum pasti.", "Nobody is sure."),
}


def lesson(number: int) -> dict[str, Any]:
    return {
        "id": f"lesson-{number}",
        "title": said(f"Kartu {number}", f"Card number {number}"),
        "text": said(f"Isi kartu {number}.", f"What card {number} says."),
        "facts": ["F-1"],
        "check": f"question-{number}",
    }
