"""Problems in content as lines: file:line:column, what is wrong, and the figure and bound where there are such."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from cstrain.cli.render.module_figures import stats_json, stats_lines
from cstrain.cli.safe import safe_text, shortened
from cstrain.cli.words import _, plural
from cstrain.curriculum.check import Findings
from cstrain.curriculum.problem import Problem, Severity, faults

MOST_OF_A_ROUTE = 300


def check_lines(problems: Sequence[Problem], modules: int) -> Iterator[str]:
    """Each problem on a line, then the count."""
    for problem in problems:
        yield problem_line(problem)
    bad = len(faults(problems))
    checked = plural("{n} module checked", "{n} modules checked", modules)
    found = plural("{n} fault", "{n} faults", bad)
    weak = plural("{n} weakness", "{n} weaknesses", len(problems) - bad)
    yield f"{checked}: {found}, {weak}."


def findings_lines(findings: Findings, modules: int, *, stats: bool) -> Iterator[str]:
    """The figures where they are asked for, then each problem, then the count."""
    if stats:
        yield from stats_lines(findings.figures, findings.exceptions)
    yield from check_lines(findings.problems, modules)


def findings_json(findings: Findings, modules: int, *, stats: bool) -> dict[str, Any]:
    more = stats_json(findings.figures, findings.exceptions) if stats else {}
    return {**check_json(findings.problems, modules), **more}


def problem_line(problem: Problem) -> str:
    place = problem.place
    spot = safe_text(place.file) + (f":{place.line}:{place.column}" if place.line else "")
    kind = _("fault") if problem.severity is Severity.STRUCTURE else _("weakness")
    part = [problem.details.get(name, "") for name in ("node", "choice")]
    about = ", ".join(each for each in (problem.item, *part, problem.language) if each)
    subject = f" ({safe_text(about)})" if about else ""
    return f"{spot}: {kind}{subject}: {sentence(problem)}{_measure(problem)}{_after(problem)}"


def _measure(problem: Problem) -> str:
    if problem.figure and problem.bound:
        return " " + _("[found {figure}, asked for {bound}]").format(figure=shortened(problem.figure), bound=problem.bound)
    if problem.figure:
        return " " + _("[found {figure}]").format(figure=shortened(problem.figure))
    return " " + _("[asked for {bound}]").format(bound=problem.bound) if problem.bound else ""


def _after(problem: Problem) -> str:
    """The replies of a role-play that lead to what is wrong, where they help."""
    if "by" not in problem.details:
        return ""
    route = shortened(problem.details["by"], MOST_OF_A_ROUTE)
    return " " + (_("[after {route}]").format(route=route) if route else _("[at the start]"))


def sentence(problem: Problem) -> str:
    """What is wrong, in the language of this run."""
    details = {name: shortened(value, 120) for name, value in problem.details.items()}
    return SENTENCES[problem.rule](details)


def check_json(problems: Sequence[Problem], modules: int) -> dict[str, Any]:
    return {
        "format": "cstrain.check/1",
        "modules": modules,
        "problems": [
            {
                "rule": problem.rule,
                "severity": problem.severity.value,
                "file": problem.place.file,
                "line": problem.place.line,
                "column": problem.place.column,
                "path": list(problem.path),
                "item": problem.item or None,
                "language": problem.language or None,
                "figure": problem.figure or None,
                "bound": problem.bound or None,
                "details": dict(problem.details),
            }
            for problem in problems
        ],
    }


def _basis(details: dict[str, str]) -> str:
    """What a figure of the whole bank rests on."""
    items = plural("{n} item", "{n} items", int(details["items"]))
    return " " + _("({items}; most of it in this module)").format(items=items)


def _not_according_to(details: dict[str, str]) -> str:
    if "X" in details["flags"]:
        return _("other texts contradict the fact {id}: name its text in the prompt")
    return _("the fact {id} is doubtful: say in the prompt according to whom")


def _near(details: dict[str, str]) -> str:
    return " " + _("Did you mean {names}?").format(names=details["near"]) if details.get("near") else ""


def _marked(details: dict[str, str]) -> dict[str, str]:
    """With a sign where no flag is set."""
    return {**details, "flags": details["flags"] or "-"}


SENTENCES: dict[str, Callable[[dict[str, str]], str]] = {
    "more-problems": lambda d: _("there is more to mend here than is told"),
    # files
    "not-a-file": lambda d: _("this is not a regular file"),
    "unreadable": lambda d: _("this cannot be read ({reason})").format(**d),
    "file-too-big": lambda d: _("the file is too big"),
    "not-utf8": lambda d: _("the text is not UTF-8; save the file as UTF-8"),
    "empty-file": lambda d: _("the file is empty"),
    "no-module-file": lambda d: _("a module folder needs a module.yaml"),
    "stray-file": lambda d: _("this file belongs to no part of a module; it is not read"),
    "bad-module-name": lambda d: _("{found} is no module id: use small letters, digits and single dashes").format(**d),
    "module-twice": lambda d: _("there is already a module {id}; this one is left out").format(**d),
    # YAML
    "yaml-syntax": lambda d: _("this is not YAML ({reason})").format(**d),
    "yaml-character": lambda d: _("YAML does not allow this character ({reason})").format(**d),
    "yaml-alias": lambda d: _("anchors and aliases are not allowed; write the value out"),
    "yaml-merge": lambda d: _("merge keys are not allowed; write the values out"),
    "yaml-tag": lambda d: _("tags are not allowed ({tag})").format(**d),
    "yaml-documents": lambda d: _("one file holds one document"),
    "yaml-key": lambda d: _("a key must be plain text"),
    "yaml-depth": lambda d: _("nested too deeply"),
    "yaml-values": lambda d: _("too many values in one file"),
    "duplicate-key": lambda d: _("the key {key} is here twice").format(**d),
    # shape
    "missing-key": lambda d: _("{key} is missing").format(**d),
    "unknown-key": lambda d: _("there is no key {key}.").format(**d) + _near(d),
    "unknown-kind": lambda d: _("there is no kind {found}; use one of: {accepted}").format(**d),
    "missing-kind": lambda d: _("the kind is missing"),
    "not-one-of": lambda d: _("{key}: {found} is none of: {accepted}").format(**d),
    "not-text": lambda d: _("{key} must be text; put it in quotes").format(**d),
    "not-true-or-false": lambda d: _("{key} must be true or false").format(**d),
    "not-a-number": lambda d: _("{key} must be a number").format(**d),
    "not-a-list": lambda d: _("{key} must be a list").format(**d),
    "not-a-mapping": lambda d: _("keys and values are expected here"),
    "bad-id": lambda d: _("{found} is no id: use small letters, digits and single dashes, at most 60").format(**d),
    "empty-text": lambda d: _("{key} is empty").format(**d),
    "out-of-range": lambda d: _("{key} is out of range").format(**d),
    "too-many-entries": lambda d: _("{key} has too many entries").format(**d),
    "not-in-steps": lambda d: _("{key} goes in steps of {step}").format(**d),
    "bad-value": lambda d: _("{key} does not fit ({reason})").format(**d),
    "entry-too-big": lambda d: _("this entry holds too many values"),
    # texts
    "plain-text": lambda d: _("a text is needed in each language: {languages}").format(**d),
    "missing-language": lambda d: _("the text is missing in this language"),
    "extra-language": lambda d: _("the module does not list this language"),
    "control-character": lambda d: _("the text holds a control or invisible character ({character})").format(**d),
    "several-paragraphs": lambda d: _("this text must be one paragraph"),
    "markup": lambda d: _("markup is not allowed ({found})").format(**d),
    "long-text": lambda d: _("the text is too long"),
    # structure
    "id-not-file": lambda d: _("the id {found} differs from the name of the file or folder, {expected}").format(**d),
    "duplicate-id": lambda d: _("{id} is here twice").format(**d),
    "unknown-item": lambda d: _("there is no item {id} in this module").format(**d),
    "unknown-fact": lambda d: _("there is no fact {id} in this module or its links").format(**d),
    "unknown-skill": lambda d: _("the module lists no skill {id}").format(**d),
    "unknown-set": lambda d: _("there is no set {id}").format(**d),
    "unknown-link": lambda d: _("there is no other module {id}").format(**d),
    "faulty-link": lambda d: _("the facts of module {id} are faulty").format(**d),
    "set-stems": lambda d: _("the set {id} has too few or too many stems").format(**d),
    "set-options": lambda d: _("the options must be those of the set: {expected}").format(**d),
    "set-text": lambda d: _("the text of a twin's option stands in its set; leave it out here"),
    "facts-of-item": lambda d: _("too few or too many facts for one item"),
    "options-count": lambda d: _("too few or too many options"),
    "keys-count": lambda d: _("too few or too many keys"),
    "critical-key": lambda d: _("the key cannot be critical"),
    "figure-in-tolerance": lambda d: _("a wrong figure counts as right within the tolerance"),
    "tolerance": lambda d: _("the tolerance is negative"),
    "rating": lambda d: _("the rating of {id} is out of range").format(**d),
    "key-or-grade": lambda d: _("give either one key, or a grade to every option"),
    "best-grade": lambda d: _("exactly one option has grade 3"),
    "middle-grade": lambda d: _("at least one option has grade 1 or 2"),
    # role-plays
    "unknown-target": lambda d: _("there is no node or ending {id}").format(**d),
    "unknown-flag": lambda d: _("no reply sets the flag {id}").format(**d),
    "never-holds": lambda d: _("this condition can never hold"),
    "no-otherwise": lambda d: _("the last entry of this list must have no condition, so that there always is one"),
    "never-reached": lambda d: _("the entry before this one has no condition, so this one is never reached"),
    "too-many-situations": lambda d: _("too many situations to look at: drop flags or changes of mood that nothing asks for"),
    "unreachable": lambda d: _("no talk comes here"),
    "never-offered": lambda d: _("this reply is never offered: its condition holds in no talk"),
    "few-replies": lambda d: _("there is nothing to decide here (mood {mood}, flags: {flags})").format(**_marked(d)),
    "best-reply": lambda d: _("exactly one of the replies offered has grade 3 (mood {mood}, flags: {flags})").format(
        **_marked(d)
    ),
    "endless-loop": lambda d: _("a talk can go round here for ever, by {round}").format(**d),
    "best-talk": lambda d: _("the talk of best replies does not end well"),
    # quality
    "option-lengths": lambda d: _("the longest option is much longer than the shortest"),
    "all-or-none": lambda d: _("no 'all of the above' or 'none of the above'"),
    "option-endings": lambda d: _("the options end with different punctuation"),
    "option-capitals": lambda d: _("some options begin with a capital and some do not"),
    "same-options": lambda d: _("two options are nearly the same"),
    "same-prompts": lambda d: _("the prompt is nearly that of {id}").format(**d),
    "short-feedback": lambda d: _("the feedback is too short to teach anything"),
    "same-feedback": lambda d: _("two options have the same feedback"),
    "no-scene": lambda d: _("the prompt sets no scene: say who, where and what happens"),
    "figures-order": lambda d: _("the figures should ascend"),
    "key-given-away": lambda d: _("this prompt gives away the key of {id}").format(**d),
    "recall-share": lambda d: _("too many items only ask for recall"),
    "negative-capitals": lambda d: _("the question asks for what does not hold: write the word in capitals"),
    "twin-share": lambda d: _("too few items of use stand in twin sets"),
    "text-words": lambda d: _("the {what} has too few or too many words").format(**d),
    "language-ratio": lambda d: _("the Indonesian and the English text differ much in length"),
    "figures-differ": lambda d: _("the Indonesian and the English text hold different figures"),
    "sentence-words": lambda d: _("the sentences of this module are long"),
    "long-sentences": lambda d: _("the longest sentences of this module are too long"),
    "reading-grade": lambda d: _("the English of this module is hard to read (Flesch-Kincaid grade)"),
    "fact-items": lambda d: _("the fact {id} of tier {tier} is asked too seldom").format(**d),
    "group-unused": lambda d: _("the facts of group {id} are only recalled, never put to use").format(**d),
    "list-incomplete": lambda d: _("the items over the list {id} leave out: {missing}").format(**d),
    "tier-c-asked": lambda d: _("the fact {id} is for lessons only, never asked").format(**d),
    "not-according-to": lambda d: _not_according_to(d).format(**d),
    "doubt-untold": lambda d: _("the fact {id} is doubtful but has no doubt written").format(**d),
    # quality of role-plays
    "few-ways": lambda d: _("there are few ways through this role-play"),
    "best-talk-length": lambda d: _("the best talk has too few or too many decisions"),
    "many-nodes": lambda d: _("there are many nodes"),
    "ending-verdicts": lambda d: _("there must be a good, a mixed and a bad ending"),
    "ending-facts": lambda d: _("this ending names no fact"),
    "early-ending": lambda d: _("one reply ends the talk, although it is not critical"),
    "replies-offered": lambda d: _("too few or too many replies are offered"),
    "no-way-back": lambda d: _("after most first mistakes nothing can be put right: {names}").format(**d),
    "good-by-chance": lambda d: _("choosing blindly comes to a good ending too often"),
    "good-by-position": lambda d: _("choosing reply number {number} always comes to a good ending").format(**d),
    "mood-rises": lambda d: _("the mood rises after a harmful reply"),
    "merging": lambda d: _("too few or too many replies lead back to the best talk"),
    "never-taken": lambda d: _("no talk takes this entry"),
    "unused-flag": lambda d: _("nothing asks for the flag {id}").format(**d),
    # quality of all modules together
    "key-longest": lambda d: _("of {size} options the longest is the key too often or too seldom").format(**d) + _basis(d),
    "option-spread": lambda d: _("in too many items the longest option is much longer than the shortest") + _basis(d),
    "key-position": lambda d: (
        _("the key of {size} options stands at some places too often as written; put it where chance puts it").format(**d)
        + _basis(d)
    ),
    "absolute-words": lambda d: _("words like always and never stand in keys and in distractors unequally often") + _basis(d),
    "hedges": lambda d: _("words like maybe and usually stand in keys and in distractors unequally often") + _basis(d),
    "service-words": lambda d: _("kind words stand in keys and in distractors unequally often") + _basis(d),
    "negative-options": lambda d: _("distractors say no and not more often than keys") + _basis(d),
    "negative-stems": lambda d: _("too many questions ask for what does not hold") + _basis(d),
    "key-echoes": lambda d: (
        _("the key repeats more words of the prompt than any distractor too often, above chance by") + _basis(d)
    ),
    "harmful-grades": lambda d: _("too many items have an option that harms (grade 0)") + _basis(d),
    "mean-grade": lambda d: _("the distractors are too weak or too good on average (grade)") + _basis(d),
    # exceptions
    "unused-exception": lambda d: _("nothing here breaks the rule {id}: the exception can go").format(**d),
}
