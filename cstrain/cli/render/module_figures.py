"""What modules are made of, in figures: for authors, beside what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cstrain.cli.render.figures import decimal, percent
from cstrain.cli.safe import shortened
from cstrain.cli.words import _, plural
from cstrain.curriculum.quality.exceptions import Excepted
from cstrain.curriculum.quality.figures import ModuleFigures, Share
from cstrain.curriculum.quality.language import Reading

Used = Sequence[tuple[Excepted, int]]
INDENT = "   "


def stats_lines(every: Sequence[ModuleFigures], exceptions: Used) -> Iterator[str]:
    """Each module with its figures and what it excepts from the rules; kinds, levels and tiers go by the authors' names."""
    for one in every:
        yield f"{one.module}: " + plural("{n} item", "{n} items", one.items)
        lines = [*_facts_and_items(one), *_keys(one), *(_reading(language, how) for language, how in one.readings.items())]
        lines += [_exception(each, count) for each, count in exceptions if each.module == one.module]
        yield from (INDENT + line for line in lines)


def _facts_and_items(one: ModuleFigures) -> Iterator[str]:
    yield _("Kinds: {counts}").format(counts=_counts(one.kinds))
    yield _("Levels: {counts}").format(counts=_counts(one.levels))
    if one.facts:
        shares = ", ".join(f"{tier} {share.count}/{share.of}" for tier, share in one.facts.items())
        yield _("Facts asked often enough: {shares}").format(shares=shares)
    if one.twins.of:
        yield _("Items of use in twin sets: {share}").format(share=_share(one.twins))


def _keys(one: ModuleFigures) -> Iterator[str]:
    for size, places in one.key_positions.items():
        places_told = ", ".join(map(str, places))
        yield _("Key as written, first to last of {size} options: {places}").format(size=size, places=places_told)
        shares = [f"{language} {_percent(share)}" for (language, of), (share, _n) in one.key_longest.items() if of == size]
        yield _("Key is the longest of {size} options: {shares}").format(size=size, shares=", ".join(shares))


def _reading(language: str, how: Reading) -> str:
    told = _("Sentences ({language}): {mean} words on average, 19 of 20 at most {long}").format(
        language=language, mean=decimal(round(how.mean_words, 1)), long=decimal(round(how.long_words))
    )
    if how.grade is None:
        return told
    return told + "; " + _("reading grade {grade}").format(grade=decimal(round(how.grade, 1)))


def _exception(each: Excepted, count: int) -> str:
    about = f"{each.rule} ({each.item})" if each.item else each.rule
    found = plural("{n} weakness", "{n} weaknesses", count)
    return _("Excepted: {rule}, {found}: {reason}").format(rule=about, found=found, reason=shortened(each.reason, 200))


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda pair: -pair[1])) or "-"


def _share(share: Share) -> str:
    return f"{share.count}/{share.of} ({_percent(share.count / share.of)})"


def _percent(share: float) -> str:
    return percent(round(100 * share))


def stats_json(every: Sequence[ModuleFigures], exceptions: Used) -> dict[str, Any]:
    """For the JSON of a check: the same figures, unrounded."""
    return {
        "figures": [_module_json(one) for one in every],
        "exceptions": [
            {"module": each.module, "rule": each.rule, "item": each.item or None, "reason": each.reason, "weaknesses": count}
            for each, count in exceptions
        ],
    }


def _module_json(one: ModuleFigures) -> dict[str, Any]:
    return {
        "module": one.module,
        "items": one.items,
        "kinds": dict(one.kinds),
        "levels": dict(one.levels),
        "facts": {tier: {"asked": share.count, "of": share.of} for tier, share in one.facts.items()},
        "twins": {"items": one.twins.count, "of": one.twins.of},
        "key_longest": [
            {"language": language, "options": size, "share": share, "items": count}
            for (language, size), (share, count) in one.key_longest.items()
        ],
        "key_positions": {str(size): list(places) for size, places in one.key_positions.items()},
        "readability": {
            language: {"sentences": how.sentences, "mean_words": how.mean_words, "long_words": how.long_words, "grade": how.grade}
            for language, how in one.readings.items()
        },
    }
