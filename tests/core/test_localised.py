"""A text in the trainee's language, or in the one it was written in."""

import pytest

from cstrain.core.localised import Localised


@pytest.mark.parametrize(
    ("texts", "language", "said"),
    [
        ({"id": "Selamat pagi", "en": "Good morning"}, "id", "Selamat pagi"),
        ({"id": "Selamat pagi", "en": "Good morning"}, "en", "Good morning"),
        ({"id": "Selamat pagi"}, "en", "Selamat pagi"),
        ({"en": "Good morning", "id": "Selamat pagi"}, "fr", "Good morning"),
        ({"id": "Selamat pagi", "en": ""}, "en", "Selamat pagi"),
    ],
)
def test_a_text_is_said_in_the_language_asked_for_or_the_first_one_written(
    texts: dict[str, str], language: str, said: str
) -> None:
    assert Localised(texts).say(language) == said
