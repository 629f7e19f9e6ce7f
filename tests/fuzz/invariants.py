"""What holds of a module whatever bytes its file has: reading ends with problems, few enough, each told and within the file."""

from cstrain.cli.render.problems import problem_line
from cstrain.curriculum.document import parse
from cstrain.curriculum.problem import MAX_KEPT, Severity, faults
from cstrain.curriculum.quality import Bank, check_quality
from cstrain.curriculum.quality.exceptions import listed, set_aside, unused
from cstrain.curriculum.shape import Source, shape
from cstrain.curriculum.structure import check_structure

FILE = "shop.yaml"
SECTIONS = ("module", "facts", "lessons", "sets", "items")


def hold(raw: bytes) -> None:
    """Read, shape, check and tell a single-file module of these bytes; AssertionError where an invariant is broken."""
    document = parse(raw, FILE)
    source = Source(id="shop", file=FILE, documents=dict.fromkeys(SECTIONS, document))
    shape(source)
    check_structure(source, ())
    problems = source.told()
    if not faults(source.problems):
        assert source.head is not None
        check_quality(source)
        bank = Bank()
        bank.take(source)
        kept, covered = set_aside(source.told(), listed(source))
        problems = [*kept, *(problem for _, problem in bank.problems()), *unused(listed(source), covered, whole_bank=True)]
        assert all(problem.severity is Severity.QUALITY for problem in problems)
    lines = len(raw.decode("utf-8", "replace").splitlines()) + 1
    assert len(source.told()) <= MAX_KEPT + 1
    for problem in problems:
        assert 0 <= problem.place.line <= lines
        assert 0 <= problem.place.column <= len(raw) + 1
        assert problem_line(problem).isprintable()
