"""How each shell asks and is answered.

A script asks by running the program with ASKED set to the shell's name and TYPED to what was typed. The answer's first
line is "files" or "words", then a line for each candidate. Candidates are foreign text (names): bash, which inserts what
it is given, is given it quoted; zsh, fish and PowerShell quote by themselves, and no script evaluates anything.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from cstrain.cli.completion.offer import Offer, offer
from cstrain.cli.words import _
from cstrain.core.value import Value

ASKED, TYPED = "_CSTRAIN_TAB", "_CSTRAIN_TYPED"
SHELLS = ("bash", "zsh", "fish", "powershell")
SPECIAL = re.compile(r"[^\w@%+=:,./-]")
SEPARATORS = " \t\n"
# Where readline begins a new piece inside a word.
BREAKS = ":=@"


class Typed(Value):
    """The words before the cursor, and the one it stands in: what it means so far, and the quote left open in it."""

    words: tuple[str, ...]
    incomplete: str
    quote: str = ""


def script(shell: str) -> str:
    return Path(__file__).with_name(f"cstrain.{shell}").read_text(encoding="utf-8")


def how_to_switch_on(shell: str) -> str:
    """One line to type; from then on TAB works in every new window."""
    line = {
        "bash": "cstrain completion bash > ~/.cstrain.bash && echo 'source ~/.cstrain.bash' >> ~/.bashrc",
        "zsh": "cstrain completion zsh > ~/.cstrain.zsh && echo 'source ~/.cstrain.zsh' >> ~/.zshrc",
        "fish": "cstrain completion fish > ~/.config/fish/completions/cstrain.fish",
        "powershell": "cstrain completion powershell >> $PROFILE",
    }[shell]
    return _("To switch it on, type this once and open a new window: {line}").format(line=line)


def answer(environ: Mapping[str, str]) -> str:
    """The answer to the shell that asks."""
    import typer

    from cstrain.cli.commands import build, named_in

    shell = environ[ASKED]
    typed = of_line(environ.get(TYPED, "")) if shell == "bash" else of_words(environ.get(TYPED, ""))
    found = offer(typer.main.get_command(build(named_in(typed.words))), typed.words, typed.incomplete)
    return "\n".join(["files" if found.files else "words", *_lines(shell, found, typed)])


def _lines(shell: str, found: Offer, typed: Typed) -> list[str]:
    if shell == "bash":
        return [line for one in found.candidates if (line := _for_bash(one.word, found.head, typed))]
    head = found.head if shell != "zsh" else ""
    return [f"{head}{one.word}\t{one.note}" if one.note else head + one.word for one in found.candidates]


def _for_bash(word: str, head: str, typed: Typed) -> str:
    """What bash puts in the place of the piece it completes: the word after what it takes for other words."""
    begun = typed.incomplete.removeprefix(head)
    start = 0 if typed.quote else max(begun.rfind(sign) for sign in BREAKS) + 1
    return in_bash(word[start:], typed.quote)


def of_words(text: str) -> Typed:
    """What zsh, fish and PowerShell tell: the words, the program first, the one at the cursor last, a line each."""
    _program, *words = text.split("\n")
    if not words:
        return Typed(words=(), incomplete="")
    return Typed(words=tuple(words[:-1]), incomplete=words[-1].lstrip("'\""))


def of_line(line: str) -> Typed:
    """What bash tells: the line up to the cursor, as it was typed."""
    words, word, quote = [""], "", ""
    characters = iter(line)
    for character in characters:
        if character == "\\" and quote != "'":
            word += next(characters, "")
        elif character == quote:
            quote = ""
        elif quote:
            word += character
        elif character in "'\"":
            quote = character
        elif character not in SEPARATORS:
            word += character
        else:
            words, word = [*words, word] if word else words, ""
    return Typed(words=tuple(words[2:]), incomplete=word, quote=quote)


def in_bash(word: str, quote: str) -> str:
    """The word so that bash reads it as that and nothing else, after this open quote; empty if it cannot be written so."""
    if quote == "'":
        return word.replace("'", "'\\''")
    if quote == '"':
        # Inside these quotes bash's history takes a ! and leaves the backslash before it.
        return "" if "!" in word else re.sub(r'([\\"$`])', r"\\\1", word)
    return SPECIAL.sub(r"\\\g<0>", word)
