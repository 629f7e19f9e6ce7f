"""What authors get of role-plays: listed, shown as a script and as a graph, exported, and checked."""

import json
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.curriculum.authored import SOUND as SHOP_MODULE
from tests.curriculum.authored import write
from tests.curriculum.talks import HEAD, SHOP, SOUND, changed, guide

LAMP = "home/roleplays/lamp.yaml"


@pytest.fixture
def lamp(home: Path, tmp_path: Path) -> Path:
    """A module with a sound role-play, one with the guide's in both languages, and one without any."""
    files = {"home/module.yaml": SHOP, LAMP: SOUND, "shop.yaml": SHOP_MODULE}
    files |= {"both/module.yaml": HEAD.replace("id: home", "id: both"), "both/roleplays/broken-kettle.yaml": guide()}
    return write(tmp_path / "content", files)


GRAPH = """\
home/lamp: The lamp that went out
87 ways through it, 66 situations
Best talk: ask > test > swap > check
Worst talk, 11.1%: receipt > manual > explain
Choosing blindly: good 1.2%, mixed 58%, bad 40.7%
First mistakes that can be mended: 4 of 4

arrival (mood 30)
  * ask     [grade 3, mood +20, +heard, listening] -> cause
    sorry   [grade 2, mood +10] -> cause
    receipt [grade 1, mood -10] -> cause
cause (mood 20 to 50)
    manual [grade 0, mood -20] -> upset
  * test   [grade 3, mood +10, recovery] -> remedy
    guess  [grade 1] -> remedy
upset (mood 0 to 30)
    admit   [grade 3, mood +20] -> remedy
    explain [grade 0, mood -20] -> gone
    wait    [grade 1] -> remedy
remedy (mood 0 to 60)
    repair [grade 1, mood -10] -> farewell
    money  [grade 0, critical] -> gone
  * swap   [grade 3, mood +10, +solved, recovery] -> farewell
farewell (mood 0 to 70)
    offer [grade 0, mood -10] -> uneasy
  * check [grade 3, mood +10] -> (if mood >= 75, heard, solved) glad | uneasy
    bye   [grade 2] -> uneasy

glad: good (mood 80)
uneasy: mixed (mood 0 to 70)
gone: bad (mood 0 to 60)

* the best talk; a condition looks at the mood and flags after the reply
"""


def test_a_graph_has_every_reply_with_its_grade_where_it_leads_and_in_which_moods(lamp: Path) -> None:
    shown = run("--lang", "en", "content", "show", "lamp", "--graph")
    assert (shown.code, shown.out) == (0, GRAPH)


def test_a_graph_tells_conditions_and_flags_taken_back(lamp: Path) -> None:
    change = ("", "id: wait\n", "id: wait\n        when: {mood_below: 25, lacks: [solved]}\n        clears: [heard]\n")
    write(lamp, {LAMP: changed(change)})
    shown = run("--lang", "en", "content", "show", "home/lamp", "--graph").out
    assert "    wait    [grade 1, -heard] (offered if mood < 25, not solved) -> remedy\n" in shown


def test_a_graph_is_told_in_indonesian_too(lamp: Path) -> None:
    english, indonesian = (
        run("--lang", language, "content", "show", "broken-kettle", "--graph").out for language in ("en", "id")
    )
    assert "broken-kettle: The dead kettle" in english and "broken-kettle: Teko yang mati" in indonesian
    assert "suasana hati 20 sampai 50" in indonesian and "mood" not in indonesian.replace("mood_", "")


def test_a_role_play_is_shown_as_a_script_to_be_read_aloud(lamp: Path) -> None:
    shown = run("--lang", "en", "content", "show", "lamp").out
    for part in (
        "You may swap goods within a week.",
        "Ms Sari: Quick and tired",
        "She puts a lamp on the counter.",
        "Ms Sari: (if mood >= 50) So what do you think it is? / And what do you make of it?",
        "1. Ask her what happened that night [grade 3, mood +20, +heard, listening]",
        "   She tells you about it.\n   She calms down as she speaks",
        "   -> (if mood >= 75, heard, solved) glad | uneasy",
        "gone: bad\nMs Sari: I shall buy my lamps elsewhere.",
    ):
        assert part in shown
    assert "muncul jika suasana hati < 50" in run("--lang", "id", "content", "show", "broken-kettle").out


def test_only_role_plays_have_a_graph(lamp: Path) -> None:
    told = run("--lang", "en", "content", "show", "shy", "--graph")
    assert (told.code, told.out) == (2, "") and "shy is an item" in told.err
    assert run("content", "show", "shy").code == 0


def test_a_misspelt_role_play_is_told_with_what_comes_near(lamp: Path) -> None:
    assert "broken-kettle" in run("content", "show", "broken-kettl").err


def test_role_plays_are_listed_beside_the_items(lamp: Path) -> None:
    lines = run("content", "list").out.splitlines()
    assert "home\tlamp\troleplay\t-\t-\t-" in lines and "both\tbroken-kettle\troleplay\t-\t-\t-" in lines
    listed = json.loads(run("content", "list", "home", "--json").out)
    assert listed["roleplays"] == [{"id": "lamp", "module": "home", "facts": [], "skills": ["listening", "recovery"]}]


def test_the_export_has_every_role_play_in_the_shape_of_the_contract(lamp: Path) -> None:
    exported = json.loads(run("content", "export").out)
    assert exported["format"] == "cstrain.items/1"
    kettle, home = exported["roleplays"]
    assert (kettle["id"], kettle["module"], home["id"], home["module"]) == ("broken-kettle", "both", "lamp", "home")
    assert kettle["title"] == {"id": "Teko yang mati", "en": "The dead kettle"}
    assert [(ending["id"], ending["verdict"]) for ending in kettle["endings"]] == [
        ("leaves-content", "good"), ("leaves-doubting", "mixed"), ("leaves-angry", "bad"),
    ]  # fmt: skip
    assert (kettle["facts"], kettle["start"], list(kettle["nodes"])) == ([], "arrival", ["arrival", "remedy"])
    exchange, _, promise = kettle["nodes"]["remedy"]["choices"]
    always = {"to": "leaves-doubting", "when": None}
    heard = {"mood_at_least": None, "mood_below": None, "has": ["heard"], "lacks": []}
    assert exchange["to"] == [{"to": "leaves-content", "when": heard}, always]
    assert (promise["grade"], promise["critical"], promise["when"]["mood_below"]) == (0, True, 50)
    assert set(exchange["text"]) == set(exchange["feedback"]) == {"id", "en"}


def test_a_check_names_the_place_the_node_and_the_way(lamp: Path) -> None:
    write(lamp, {LAMP: changed(("id: repair", "to: farewell", "to: remedy"))})
    checked = run("--lang", "en", "content", "check", "home")
    assert checked.code == 3
    assert checked.out.splitlines()[0] == (
        f"{lamp / LAMP}:93:5: fault (lamp, remedy): a talk can go round here for ever, by repair"
        " [after ask > manual > wait > repair > repair > repair]"
    )
    problem = json.loads(run("content", "check", "home", "--json").out)["problems"][0]
    assert (problem["item"], problem["details"]["node"], problem["details"]["round"]) == ("lamp", "remedy", "repair")
    indonesian = run("--lang", "id", "content", "check", "home").out
    assert "percakapan bisa berputar" in indonesian and "[setelah ask > manual" in indonesian
