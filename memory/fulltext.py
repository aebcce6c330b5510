"""Finding by words: SQLite's FTS5 or PostgreSQL's tsvector over the reflections' text, small letters and accents
aside."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, text

from journal.reflection import Owner

_WORD = re.compile(r"\w+")
# CROSS JOIN keeps SQLite from asking of each reflection whether it has the words: 300 ms for a rare one, of 10,000.
_MATCH = text(
    """SELECT reflections.id, -bm25(reflections_fts) AS score
       FROM reflections_fts CROSS JOIN reflections ON reflections.number = reflections_fts.rowid
       WHERE reflections_fts MATCH :expression AND reflections.owner = :owner
       ORDER BY score DESC, reflections.id LIMIT :limit"""
)
_COUNT = text(
    """SELECT count(*) FROM (
         SELECT 1 FROM reflections_fts CROSS JOIN reflections ON reflections.number = reflections_fts.rowid
         WHERE reflections_fts MATCH :expression AND reflections.owner = :owner LIMIT :at_most)"""
)
# As the index of memory/migrations/versions/v0002_server.py has it.
_PLAIN = "translate(lower({}), 'àáâãäåèéêëìíîïòóôõöùúûüñç', 'aaaaaaeeeeiiiiooooouuuunc')"
_VECTOR = f"to_tsvector('simple', {_PLAIN.format('text')})"
_QUERY = f"to_tsquery('simple', {_PLAIN.format(':expression')})"
_MATCH_ON_SERVER = text(
    f"""SELECT id, ts_rank({_VECTOR}, {_QUERY}) AS score FROM reflections
        WHERE owner = :owner AND {_VECTOR} @@ {_QUERY} ORDER BY score DESC, id LIMIT :limit"""  # noqa: S608 no value
)
_COUNT_ON_SERVER = text(
    f"""SELECT count(*) FROM (
          SELECT 1 FROM reflections WHERE owner = :owner AND {_VECTOR} @@ {_QUERY} LIMIT :at_most) AS found"""  # noqa: S608
)


class TextMatch(NamedTuple):
    """A reflection that has some of the words; `score` is BM25 (ts_rank on a server), the higher the better."""

    reflection_id: str
    score: float


def words_of(query: str) -> tuple[str, ...]:
    """The query's words, each once, in small letters."""
    return tuple(dict.fromkeys(_WORD.findall(query.casefold())))


def match(connection: Connection, owner: Owner, words: Sequence[str], limit: int) -> tuple[TextMatch, ...]:
    """The reflections that have any of the words, best first."""
    on_sqlite = connection.dialect.name == "sqlite"
    expression = _any_of(words, on_sqlite=on_sqlite)
    if not expression:
        return ()
    rows = connection.execute(
        _MATCH if on_sqlite else _MATCH_ON_SERVER, {"expression": expression, "owner": owner, "limit": limit}
    )
    return tuple(TextMatch(row.id, row.score) for row in rows)


def count_having(connection: Connection, owner: Owner, word: str, at_most: int) -> int:
    """In how many reflections the word stands; counting stops at `at_most`."""
    on_sqlite = connection.dialect.name == "sqlite"
    expression = _any_of([word], on_sqlite=on_sqlite)
    if not expression:
        return 0
    counted = connection.execute(
        _COUNT if on_sqlite else _COUNT_ON_SERVER, {"expression": expression, "owner": owner, "at_most": at_most}
    )
    return int(counted.scalar_one())


def _any_of(words: Iterable[str], *, on_sqlite: bool) -> str:
    """The words in the database's own syntax: quoted, so that nothing in them is an operator."""
    parts = (part for word in words for part in _WORD.findall(word))
    return " OR ".join(f'"{part}"' for part in parts) if on_sqlite else " | ".join(f"'{part}'" for part in parts)
