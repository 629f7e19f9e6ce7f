"""A PyYAML without its fast parser."""

import pytest
import yaml

from cstrain.curriculum import document


@pytest.fixture
def without_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a machine where PyYAML was built without the parser written in C."""
    monkeypatch.setattr(document, "FAST", False)
    monkeypatch.setattr(document, "LOADER", yaml.SafeLoader)
