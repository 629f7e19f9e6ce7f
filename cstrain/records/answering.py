"""What people answered, person by person: for figures on skills, facts and items. A few people at a time are in memory."""

import json
from collections.abc import Iterator, Mapping
from itertools import groupby, islice
from typing import NamedTuple

from cstrain.core.items import Response
from cstrain.records.attempts import ITEM, MODULE, Selection, read_back
from cstrain.records.store import Store

# How many people's answers are read at a time; the file is free in between.
PEOPLE = 50

# `is_meant`: whether the attempt is one of those selected; the others are read because an answer may be the first of its item.
# `is_of_team`: whether a team of a group session gave it, of which the person was one.
GIVEN = f"""
    SELECT a.trainee_id, {MODULE}, {ITEM}, w.response, w.score, w.maximum, w.content_hash, {{condition}},
        a.session IN (SELECT id FROM session WHERE mode = 'teams'), w.sequence
    FROM attempt AS a
    LEFT JOIN finish AS f ON f.attempt_id = a.id
    JOIN answer AS w ON w.attempt_id = a.id
    JOIN drawn AS d ON d.attempt_id = w.attempt_id AND d.position = w.position
    WHERE a.trainee_id IN (SELECT value FROM json_each(:people))
    ORDER BY w.sequence
"""


class Given(NamedTuple):
    """One answer: `share` of its points from 0 to 1."""

    module: str
    item: str
    response_text: str
    score: float
    maximum: int
    content_hash: str
    is_meant: int
    is_of_team: int

    @property
    def share(self) -> float:
        return self.score / self.maximum if self.maximum else 0.0

    @property
    def response(self) -> Response:
        return read_back(self.response_text)


def by_person(store: Store, entries: Mapping[str, str], selection: Selection) -> Iterator[tuple[str, list[Given]]]:
    """Each person with every answer of theirs, in the order they were given.

    `entries` has for each entry in the records the person it belongs to, the entries of one person one after another.
    """
    condition, values = selection.condition(MODULE)
    query = GIVEN.format(condition=condition)
    for chunk in _chunks(entries):
        owner = {entry: person for person, several in chunk for entry in several}
        with store.reading() as db:
            rows = db.execute(query, {**values, "people": json.dumps(list(owner))}).fetchall()
        given: dict[str, list[Given]] = {person: [] for person, _entries in chunk}
        for trainee, *answer, _sequence in rows:
            given[owner[trainee]].append(Given._make(answer))
        yield from given.items()


def _chunks(entries: Mapping[str, str]) -> Iterator[list[tuple[str, list[str]]]]:
    people = groupby(entries, key=lambda entry: entries[entry])
    people_with_entries = ((person, list(several)) for person, several in people)
    while chunk := list(islice(people_with_entries, PEOPLE)):
        yield chunk
