"""Role-plays to test with: the one in the guide, and modules around a role-play."""

from pathlib import Path

import cstrain

HEAD = """\
id: home
title: {id: Di toko, en: In the shop}
summary: {id: Saat kecil di toko, en: Small moments in a shop}
skills: {listening: {id: Mendengar, en: Listening}, recovery: {id: Memulihkan, en: Recovery}}
"""


def guide() -> str:
    """The role-play that the guide for authors shows."""
    text = (Path(cstrain.__file__).parents[1] / "docs" / "roleplays.md").read_text(encoding="utf-8")
    return text.split("<!-- example -->\n```yaml\n")[1].split("```")[0]


def indented(text: str) -> str:
    """A role-play as an entry of a list."""
    lines = text.splitlines()
    return "\n".join(("  - " if number == 0 else "    ") + line if line else line for number, line in enumerate(lines)) + "\n"
