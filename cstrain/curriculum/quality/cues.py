"""Words by which an option can give itself away, whatever the question: absolute, hedging, kind, negative; and negative stems."""

import re
from collections.abc import Mapping

from cstrain.curriculum.quality.wording import sentences


def any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)


ABSOLUTE = {
    "en": any_of("always", "never", "all", "only", "every", "everything", "everyone", "nothing", "none", "must", "completely"),
    "id": any_of("selalu", "(?:tidak|tak) pernah", "semua", "seluruh", "hanya", "cuma", "setiap", "segala", "harus", "pasti"),
}
HEDGES = {
    "en": any_of("may", "might", "could", "maybe", "perhaps", "possibly", "probably", "sometimes", "often", "usually", "seems?"),
    "id": any_of("mungkin", "barangkali", "kadang", "sering", "biasanya", "bisa jadi", "kira-kira", "sepertinya", "umumnya"),
}
SERVICE = {
    "en": any_of(
        "please",
        "thanks?",
        "sorry",
        "apolog\\w+",
        "welcome",
        "help\\w*",
        "kind\\w*",
        "glad\\w*",
        "happy",
        "understand\\w*",
        "smil\\w+",
        "polite\\w*",
        "friendly",
        "warm\\w*",
        "care",
        "listen\\w*",
    ),
    "id": any_of(
        "tolong",
        "silakan",
        "mohon",
        "maaf\\w*",
        "terima kasih",
        "(?:mem)?bantu\\w*",
        "senang",
        "ramah",
        "sopan",
        "senyum\\w*",
        "tersenyum",
        "mengerti",
        "memahami",
        "hangat",
        "menolong",
        "tulus",
        "menyimak",
        "mendengarkan",
    ),
}
NEGATIVE = {
    "en": any_of("not", "no", "never", "cannot", "without", "nothing", "nobody", "none", "\\w+n['’]t"),
    "id": any_of("tidak", "tak", "bukan", "jangan", "belum", "tanpa", "nggak", "enggak"),
}
CUES: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    "absolute-words": ABSOLUTE,
    "hedges": HEDGES,
    "service-words": SERVICE,
    "negative-options": NEGATIVE,
}

# What is asked for is what does not hold: "Which of these is not ...?", "Mana yang bukan ...?", "... except?"
NEGATIVE_QUESTION = {
    "en": re.compile(
        r"\b(?:which|what|who)\b(?: \w+){0,4} "
        r"(?:(?:is|are|was|does|do|did|would|should|can|could|will) ?(not|n['’]t|never|least)\b"
        r"|(?:(?:you|she|he|they|it) )?(never|least)\b)|\b(except|least)\b",
        re.IGNORECASE,
    ),
    "id": re.compile(
        r"\b(?:mana|manakah|apa|apakah|siapa)\b(?: \w+){0,3}? yang (?:paling )?(bukan|tidak|tak|jangan|kecuali)\b|\b(kecuali)\b",
        re.IGNORECASE,
    ),
}


def negative_word(prompt: str, language: str) -> str | None:
    """The word by which the question asks for what does not hold, as it is written; None where it asks for what does."""
    # The last question is the one that is asked; those before it are the customer's.
    questions = [sentence for sentence in sentences(prompt) if sentence.endswith("?")]
    found = NEGATIVE_QUESTION[language].search(questions[-1]) if questions else None
    return next(word for word in found.groups() if word) if found else None
