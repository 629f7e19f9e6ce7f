"""One text in one or more languages."""

from collections.abc import Mapping

from cstrain.core.value import Value


class Localised(Value, kw_only=False):
    """A text by language code ("id", "en"); at least one language."""

    texts: Mapping[str, str]

    def say(self, language: str) -> str:
        """The text in this language, or in the first one written where this one is missing."""
        return self.texts.get(language) or next(iter(self.texts.values()))
