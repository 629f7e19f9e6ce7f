"""The quality rules (content-rules.md, Q) that one module can be held to by itself."""

from cstrain.curriculum.quality.coverage import check_coverage
from cstrain.curriculum.quality.items import check_items
from cstrain.curriculum.quality.language import check_language
from cstrain.curriculum.quality.roleplays import check_roleplays
from cstrain.curriculum.shape import Source


def check_quality(source: Source) -> None:
    """Note every weakness of a structurally sound module."""
    check_items(source)
    check_language(source)
    check_coverage(source)
    check_roleplays(source)
