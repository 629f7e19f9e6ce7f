"""rate: judge how effective each reply is, from 1 to 5. Score: 1 - mean |given - key| / range."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from random import Random

from cstrain.core.items.base import Fault, Grade, Item, Part, Remark, Response, Verdict, shuffled
from cstrain.core.localised import Localised
from cstrain.core.value import Value

LOWEST, HIGHEST = 1, 5
SCALE = range(LOWEST, HIGHEST + 1)


class Reply(Value):
    """A reply and the rating (1 harms ... 5 very effective) that an experienced trainer gives it."""

    id: str
    text: Localised
    feedback: Localised
    rating: int


class Rate(Item):
    """A response maps every reply to a rating."""

    kind = "rate"
    size = (3, 5)

    options: tuple[Reply, ...]

    def parts(self) -> tuple[Part, ...]:
        return tuple(Part(id=one.id, text=one.text, feedback=one.feedback) for one in self.options)

    def correct(self) -> tuple[str, ...]:
        """The most effective replies."""
        best = max(reply.rating for reply in self.options)
        return tuple(reply.id for reply in self.options if reply.rating == best)

    def key_faults(self) -> Iterator[Fault]:
        for reply in self.options:
            if reply.rating not in SCALE:
                yield Fault(rule="rating", figure=str(reply.rating), bound=f"{LOWEST}-{HIGHEST}", id=reply.id)

    def arrange(self, rng: Random) -> tuple[str, ...]:
        return shuffled(tuple(reply.id for reply in self.options), rng)

    def grade(self, response: Response) -> Grade:
        if not isinstance(response, Mapping) or set(response) != {reply.id for reply in self.options}:
            raise self.refuse()
        ratings = {id: rating for id, rating in response.items() if type(rating) is int and rating in SCALE}
        if len(ratings) != len(self.options):
            raise self.refuse()
        off = {reply.id: abs(ratings[reply.id] - reply.rating) for reply in self.options}
        verdicts = {0: Verdict.RIGHT, 1: Verdict.PARTLY}
        remarks = tuple(
            Remark(option=reply.id, verdict=verdicts.get(off[reply.id], Verdict.WRONG), feedback=reply.feedback)
            for reply in self.options
        )
        return Grade(score=1 - Fraction(sum(off.values()), len(off) * (HIGHEST - LOWEST)), remarks=remarks)

    def responses(self) -> Iterator[Mapping[str, int]]:
        ids = [reply.id for reply in self.options]
        return (dict(zip(ids, ratings, strict=True)) for ratings in product(SCALE, repeat=len(ids)))

    def chance(self) -> Fraction:
        # Replies are rated independently, so the mean over all responses is the mean over each reply's ratings.
        off = sum(abs(rating - reply.rating) for reply in self.options for rating in SCALE)
        return 1 - Fraction(off, len(self.options) * len(SCALE) * (HIGHEST - LOWEST))
