"""Role-plays to test with: the one in the guide, and modules around a role-play."""

from pathlib import Path

import cstrain
from cstrain.curriculum.check import check
from cstrain.curriculum.library import Library
from cstrain.curriculum.problem import Problem
from tests.curriculum.authored import write

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


SHOP = """\
id: home
languages: [en]
title: At home
summary: Small talks at the counter of a small shop.
skills: {listening: Listening, recovery: Recovery}
"""

# Four decisions at best, one way back from the early mistakes, three endings: it keeps every rule.
SOUND = """\
id: lamp
title: The lamp that went out
scene:
  you: You sell lamps in a small shop.
  place: A busy Friday evening.
  limits: You may swap goods within a week.
customer:
  name: Ms Sari
  manner: Quick and tired
mood: 30
nodes:
  - id: arrival
    situation: She puts a lamp on the counter.
    says: It went out on the first night.
    choices:
      - id: ask
        text: Ask her what happened that night
        grade: 3
        mood: +20
        sets: [heard]
        skills: [listening]
        react: She tells you about it.
        feedback: She calms down as she speaks because someone wants to know what she went through.
        to: cause
      - id: sorry
        text: Tell her that you are sorry
        grade: 2
        mood: +10
        react: She nods and waits.
        feedback: She takes the kind word and still waits for you to ask what went wrong.
        to: cause
      - id: receipt
        text: Ask her for the receipt first
        grade: 1
        mood: -10
        react: She looks through her bag.
        feedback: She feels suspected because the paper seems to count more than her story does.
        to: cause
  - id: cause
    says:
      - when: {mood_at_least: 50}
        text: So what do you think it is?
        variants: [And what do you make of it?]
      - text: I have no time for this.
    choices:
      - id: manual
        text: Point to the page in the manual
        grade: 0
        mood: -20
        react: She closes the booklet.
        feedback: She hears that it is her own fault and has nothing in her hands that gives light.
        to: upset
      - id: test
        text: Test the lamp before her eyes
        grade: 3
        mood: +10
        skills: [recovery]
        react:
          - when: {has: [heard]}
            text: She watches with you.
          - text: She taps the counter.
        feedback: She sees with her own eyes what is wrong and need not take anyone's word for it.
        to: remedy
      - id: guess
        text: Guess that the bulb was loose
        grade: 1
        react: She shrugs.
        feedback: She cannot know whether it is true and would find out alone at home in the dark.
        to: remedy
  - id: upset
    says: So it is my fault now?
    choices:
      - id: admit
        text: Admit that it was badly put
        grade: 3
        mood: +20
        react: She breathes out.
        feedback: She can come back to the lamp because the unfair word is out of the way again.
        to: remedy
      - id: explain
        text: Explain how bulbs are screwed in
        grade: 0
        mood: -20
        react: She takes her lamp.
        feedback: She hears the blame a second time and sees no reason to stay any longer here.
        to: gone
      - id: wait
        text: Wait until she has cooled down
        grade: 1
        react: She looks at the door.
        feedback: She waits for a word from you and takes your silence for the end of the talk.
        to: remedy
  - id: remedy
    says: And what will you do about it?
    choices:
      - id: repair
        text: Offer a repair within two weeks
        grade: 1
        mood: -10
        react: She counts the days.
        feedback: She would sit in the dark for two weeks although a swap would have solved it now.
        to: farewell
      - id: money
        text: Promise her all the money back
        grade: 0
        critical: true
        react: She holds out her hand.
        feedback: She waits for what you cannot give because only the owner may hand money back.
        to: gone
      - id: swap
        text: Offer a new lamp from the shelf
        grade: 3
        mood: +10
        sets: [solved]
        skills: [recovery]
        react: She smiles a little.
        feedback: She has light tonight and you stayed within what you may decide by yourself.
        to: farewell
  - id: farewell
    says: Well. Is there anything else?
    choices:
      - id: offer
        text: Offer her a better lamp to buy
        grade: 0
        mood: -10
        react: She shakes her head.
        feedback: She came with a trouble and is sold something before the trouble is even forgotten.
        to: uneasy
      - id: check
        text: Light the new lamp for her once
        grade: 3
        mood: +10
        react: The lamp shines.
        feedback: She goes home sure that it works because she has seen the light with her own eyes.
        to:
          - when: {mood_at_least: 75, has: [heard, solved]}
            to: glad
          - to: uneasy
      - id: bye
        text: Wish her a very pleasant evening
        grade: 2
        react: She nods.
        feedback: She leaves in peace and will wonder on the way whether this one will burn longer.
        to: uneasy
endings:
  - id: glad
    verdict: good
    says: Thank you. I will come again.
    debrief: She left with a lamp that shines because you first heard her and then showed her that it works.
  - id: uneasy
    verdict: mixed
    says: We will see how long it lasts.
    debrief: She has a lamp but no trust in it yet. Hearing her out first would have won her back.
  - id: gone
    verdict: bad
    says: I shall buy my lamps elsewhere.
    debrief: She left in anger. Blame or an empty promise cost you a customer whom a swap would have kept.
"""

# What to look for, after what, and what to put in its place.
Change = tuple[str, str, str]


def changed(*changes: Change, text: str = SOUND) -> str:
    """The sound role-play with the first such place after each anchor changed."""
    for anchor, old, new in changes:
        at = text.index(old, text.index(anchor))
        text = text[:at] + new + text[at + len(old) :]
    return text


def problems_of(root: Path, text: str) -> list[Problem]:
    """Everything that a check of a module with this role-play finds."""
    return check(Library([write(root, {"home/module.yaml": SHOP, "home/roleplays/lamp.yaml": text})], None), ["home"])


WIDE = """\
id: lamp
title: Wide
scene: {you: You, place: Here, limits: None}
customer: {name: Ani, manner: Calm}
mood: 50
nodes:
"""


def wide(nodes: int) -> str:
    """Each node sets or leaves unset a flag of its own: two to the power of so many situations at the end."""
    reply = "{{id: r{grade}, text: Reply, grade: {grade}, sets: [{flag}], react: Well, feedback: Fine, to: {to}}}"
    text = WIDE
    for number in range(nodes):
        to = f"n{number + 1}" if number + 1 < nodes else "end"
        choices = [reply.format(grade=grade, flag=f"f{number}-{grade}", to=to) for grade in (3, 1)]
        text += f"  - {{id: n{number}, says: Hello, choices: [{', '.join(choices)}]}}\n"
    return text + "endings: [{id: end, verdict: good, says: Bye, debrief: Done}]\n"
