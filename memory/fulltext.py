"""Finding by words: SQLite's FTS5 over the reflections' text, small letters and accents aside."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from journal.reflection import Owner

_WORD = re.compile(r"\w+")
_MATCH = text(
    """SELECT reflections.id, -bm25(reflections_fts) AS score
       FROM reflections_fts JOIN reflections ON reflections.number = reflections_fts.rowid
       WHERE reflections_fts MATCH :expression AND reflections.owner = :owner
       ORDER BY score DESC, reflections.id LIMIT :limit"""
)
_COUNT = text(
    """SELECT count(*) FROM (
         SELECT 1 FROM reflections_fts JOIN reflections ON reflections.number = reflections_fts.rowid
         WHERE reflections_fts MATCH :expression AND reflections.owner = :owner LIMIT :at_most)"""
)


class TextMatch(NamedTuple):
    """A reflection that has some of the words; `score` is BM25, the higher the better."""

    reflection_id: str
    score: float


def words_of(query: str) -> tuple[str, ...]:
    """The query's words, each once, in small letters."""
    return tuple(dict.fromkeys(_WORD.findall(query.casefold())))


def match(connection: Connection, owner: Owner, words: Sequence[str], limit: int) -> tuple[TextMatch, ...]:
    """The reflections that have any of the words, best first."""
    expression = _any_of(words)
    if not expression:
        return ()
    rows = connection.execute(_MATCH, {"expression": expression, "owner": owner, "limit": limit})
    return tuple(TextMatch(row.id, row.score) for row in rows)


def count_having(connection: Connection, owner: Owner, word: str, at_most: int) -> int:
    """In how many reflections the word stands; counting stops at `at_most`."""
    expression = _any_of([word])
    if not expression:
        return 0
    counted = connection.execute(_COUNT, {"expression": expression, "owner": owner, "at_most": at_most})
    return int(counted.scalar_one())


def _any_of(words: Iterable[str]) -> str:
    """The words as FTS5's own syntax: quoted, so that nothing in them is an operator."""
    parts = (part for word in words for part in _WORD.findall(word))
    return " OR ".join(f'"{part}"' for part in parts)
