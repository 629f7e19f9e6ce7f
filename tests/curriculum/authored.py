"""A small sound module as an author writes it, and the means to change one thing in it and see what is found.

In a changed text the sign `▸` stands right before the place where the problem is expected; it is no part of the text.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem

HERE = "▸"
Found = tuple[str, int, int]

HEAD = """\
id: shop
languages: [en]
title: In the shop
summary: Small moments at the counter of a small shop.
objectives: [Open a talk with words that fit]
skills: {talk: Talking with customers}
policy: {pass_mark: 70, items_per_quiz: 3}
order: 5
"""

FACTS = """\
facts:
  - {id: F-1, group: G-open, tier: A, kind: figure, provenance: source, flags: [D], statement: Five seconds make the impression.,
     source: The article on first impressions, doubt: No study is named for it.}
  - {id: F-2, group: G-open, tier: A, kind: principle, provenance: practice, statement: First words fit guests., source: Practice}
  - {id: F-3, group: G-open, tier: B, kind: principle, provenance: literature, statement: Ask before you show., source: A book}
  - {id: F-4, group: G-more, tier: C, kind: principle, provenance: literature, statement: Smiles are catching., source: A study}
"""

LESSONS = """\
lessons:
  - id: first-words
    title: The first words
    text: |-
      A customer stands at the shelf and looks around. What you say now decides what follows.

      Look first, then speak.
    facts: [F-2, F-4]
    check: shy
"""

SETS = """\
sets:
  - id: openings
    options:
      - {id: near, text: Stay near and wait for a sign}
      - {id: fast, text: Ask at once what is needed}
      - {id: talk, text: Begin with a word on the rain}
"""

TWINS = """\
  - id: shy
    kind: choice
    set: openings
    level: apply
    prompt: Ani steps in, looks down at her phone and keeps well away from you. What do you do first?
    facts: [F-1, F-2]
    skills: [talk]
    options:
      - {id: near, key: true, feedback: She feels free to look and comes to you herself as soon as she is ready to talk.}
      - {id: fast, feedback: She shakes her head and leaves because your question came before she had settled in at all.}
      - {id: talk, feedback: She smiles and turns away; small talk asks more of her than she wants to give just now.}
  - id: hurried
    kind: choice
    set: openings
    level: apply
    prompt: Budi runs in with the engine still going outside and reads the signs above every shelf. What now?
    facts: [F-2, F-3]
    skills: [talk]
    options:
      - {id: near, feedback: He searches alone for two minutes and then drives on to the next shop without buying.}
      - {id: fast, key: true, feedback: He names the thing and has it in a minute because you saw that time mattered most.}
      - {id: talk, feedback: He looks at his watch while you speak; kind words cost him the time that he lacks.}
"""

CHOICE = """\
  - id: promise
    kind: choice
    level: judge
    prompt: Citra wants her lamp mended by noon, and the workshop has told you that it takes two days. What do you say?
    facts: [F-3]
    options:
      - {id: truth, text: Tell her two days and offer a loan, grade: 3, feedback: She can plan her day and still has light because
          the loan covers the wait.}
      - {id: ask, text: Ask the workshop for more speed, grade: 2, feedback: She waits at the counter for a while and may still
          hear of two days in the end.}
      - {id: noon, text: Say yes and hope for the best, grade: 0, critical: true, feedback: She comes at noon for nothing and will
          not believe the next thing that you say.}
"""

MULTI = """\
  - id: signs
    kind: multi
    level: apply
    prompt: Dewi stands in front of the shelf for a while. Which two signs tell you that she wants to be asked?
    facts: [F-2]
    options:
      - {id: looks, text: She looks around for you, key: true, feedback: Her eyes search for someone; that is the clearest way to
          ask for help without words.}
      - {id: holds, text: She holds up two boxes, key: true, feedback: Two boxes in two hands mean a choice that she cannot make
          alone just yet.}
      - {id: phone, text: She reads on her phone, feedback: Someone who reads is busy with other things and would only be
          disturbed by you now.}
      - {id: walks, text: She walks on slowly, feedback: A slow walk is how people look around; nothing in it calls for you
          at this point.}
"""

ORDER = """\
  - id: steps
    kind: order
    level: apply
    prompt: Eko comes back with a lamp that does not shine and asks you for his money. In which order do you act?
    facts: [F-3]
    options:
      - {id: listen, text: Hear him out, feedback: Whoever has not been heard cannot listen either so this comes before
          everything else.}
      - {id: test, text: Test the lamp, feedback: The test shows both of you what is wrong before anything is promised to him
          at all.}
      - {id: solve, text: Offer a new one, feedback: The offer comes last because only now do you know what will really help
          the man.}
"""

MATCH = """\
  - id: customers
    kind: match
    level: apply
    prompt: Three people come in at the same time on a Monday morning. Which first sentence goes with which person?
    facts: [F-2]
    pairs:
      - {id: shy, left: A shy student, right: I am here if you need me, feedback: This sentence leaves the first step to the
          student who needs time to take it.}
      - {id: regular, left: A regular guest, right: How was the tea last week, feedback: Whoever comes often is glad to be known
          and to be asked about the last visit.}
      - {id: lost, left: A lost tourist, right: Where would you like to go, feedback: The tourist does not want to buy but to find
          the way so ask for that first.}
    extras:
      - {id: push, text: This offer ends today}
"""

NUMBER = """\
  - id: seconds
    kind: number
    level: recall
    prompt: According to the article, how many seconds decide a first impression?
    facts: [F-1]
    unit: seconds
    tolerance: 0.5
    figures:
      - {value: 5, key: true, feedback: So says the article and although no study is named the point about the start is sound.}
      - {value: 30, feedback: By then the customer has long since made up his mind about you and about the shop.}
    otherwise: The article names a much shorter time than most people would guess when they are asked.
"""

RATE = """\
  - id: replies
    kind: rate
    level: judge
    prompt: Fajar says that the shop next door sells the same tea for less. How good is each of these replies?
    options:
      - {id: value, text: Ours was packed this week, rating: 5, feedback: A reason that he can check helps him to decide and
          nobody has been talked down to.}
      - {id: agree, text: That may well be so, rating: 3, feedback: Honest and calm but he still does not know why he should buy
          the tea here.}
      - {id: scorn, text: Then buy it over there, rating: 1, feedback: He will do so and tell his friends about it so the sale of
          today is the smallest loss.}
    facts: [F-2]
"""

ITEMS = SETS + "items:\n" + TWINS + CHOICE + MULTI + ORDER + MATCH + NUMBER + RATE
SOUND = HEAD + FACTS + LESSONS + ITEMS

BOTH = """\
id: shop
title: {id: Di toko, en: In the shop}
summary: {id: Saat kecil di toko, en: Small moments in a shop}
items:
  - id: greet
    kind: choice
    level: recall
    prompt: {id: Apa yang Anda katakan lebih dulu kepada tamu?, en: What do you say first to a guest who comes in?}
    options:
      - id: a
        key: true
        text: {id: Selamat pagi Bu, en: Good morning to you}
        feedback:
          id: Tamu merasa dilihat sejak awal dan karena itu lebih mudah bertanya kepada Anda sesudahnya.
          en: Guests feel seen from the start and for that reason find it easier to ask you later.
      - id: b
        text: {id: Mau beli apa, en: What will you buy}
        feedback:
          id: Tamu merasa didesak sebelum sempat melihat barang apa pun yang ada di dalam toko.
          en: Guests feel pushed before they have had the time to look at anything in the shop.
      - id: c
        text: {id: Tunggu sebentar ya, en: Please wait a moment}
        feedback:
          id: Tamu menunggu tanpa tahu berapa lama dan mulai mencari toko lain di sekitar sini.
          en: Guests wait and do not know for how long and so begin to think of other shops.
"""


def but(old: str, new: str, text: str = SOUND) -> str:
    """The text with one thing in it changed."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and the line and column where each stood."""
    spots: list[tuple[int, int]] = []
    while HERE in text:
        before, _, after = text.partition(HERE)
        spots.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
        text = before + after
    return text, spots


def place_of(text: str, *anchors: str) -> tuple[int, int]:
    """The line and column of the last of these, each looked for after the one before."""
    at = -1
    for anchor in anchors:
        at = text.index(anchor, at + 1)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def write(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """These files, by their path in this folder."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def found(problems: Iterable[Problem]) -> list[Found]:
    return [(problem.rule, problem.place.line, problem.place.column) for problem in problems]


def problems_of(root: Path, text: str, name: str = "shop") -> list[Problem]:
    """Everything that a check of this single-file module finds."""
    return check(Library([write(root, {f"{name}.yaml": text})], None), [name])


def assert_only(root: Path, rule: str, text: str) -> Problem:
    """The check finds this rule broken at the mark, and nothing else anywhere; the problem."""
    clean, (spot,) = marked(text)
    problems = problems_of(root, clean)
    assert found(problems) == [(rule, *spot)]
    return problems[0]
