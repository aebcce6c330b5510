"""Past reflections: found again by meaning, filtered, and page by page."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

import streamlit as st

from app.clock import today
from app.shown import Entry
from app.words import Words
from journal.errors import KesanError
from journal.quotes import Span
from journal.reflection import ReadingState
from journal.signals import Verdict
from journal.trust import discreet
from ui.components import links, paper, reading
from ui.session import notebook

_PERIODS: Mapping[str, int | None] = {"ever": None, "month": 31, "quarter": 92, "year": 366}
_MOST_FOUND = 20
_SNIPPET = 240


class Wanted(NamedTuple):
    """Which reflections the user wants to see."""

    query: str
    verdict: Verdict | None
    person_id: str | None
    since: date | None


def archive(say: Words, place: str, page: int) -> None:
    """The search field, the filters, and the reflections that fit, `page` more at a time; `place` names the page."""
    query = st.text_input(
        say("archive.search"),
        key=f"{place}_query",
        bind="query-params",
        type="search",
        live=True,
        placeholder=say("archive.search.placeholder"),
        label_visibility="collapsed",
    )
    wanted = _filters(say, place, (query or "").strip())
    try:
        if wanted.query:
            _show_found(say, wanted)
        else:
            _show_page(say, wanted, place, page)
    except KesanError as error:
        paper.problem(say.problem(error))


def rows(
    say: Words,
    entries: Sequence[Entry],
    *,
    found: Mapping[str, Span] | None = None,
    moves: bool = False,
    place: str = "row",
) -> None:
    """Reflections in a list, each leading to its page; what was told in confidence is only seen there.

    Args:
        found: the words that were looked for, by id; of the others the first are shown.
        moves: whether each reading's moves are named.
        place: tells them from others on the page.
    """
    in_trust = notebook().in_trust(entry.reflection.id for entry in entries)
    for entry in entries:
        one = entry.reflection
        part = (found or {}).get(one.id)
        words = discreet(one.text, in_trust.get(one.id, ()), say("fact.hidden"), part)
        _row(say, entry, words, moves=moves, place=place)


def discreet_words(say: Words, reflection_ids: tuple[str, ...]) -> Iterator[tuple[Entry, str]]:
    """Each of these reflections with its text, a sign in the place of what was told in confidence."""
    in_trust = notebook().in_trust(reflection_ids)
    for entry in notebook().entries_by_id(reflection_ids):
        one = entry.reflection
        yield entry, discreet(one.text, in_trust.get(one.id, ()), say("fact.hidden"))


def _row(say: Words, entry: Entry, snippet: str, *, moves: bool, place: str) -> None:
    with st.container(gap="xsmall", key=f"{place}_{entry.reflection.id}"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            links.to_reflection(entry.reflection.id, say.day(entry.reflection.on))
            if entry.verdict is not None:
                reading.verdict_badge(say, entry.verdict)
            else:
                busy = entry.state is ReadingState.READING
                st.badge(say("archive.reading" if busy else "archive.not_read"), color="gray")
        paper.write(snippet[:_SNIPPET], "snippet")
        if moves and entry.reading is not None:
            reading.name_moves(say, entry.reading)


def _filters(say: Words, place: str, query: str) -> Wanted:
    person_key = f"{place}_person"
    filters = st.expander(say("archive.filters"), key=f"{place}_filters", on_change="rerun")
    with filters:
        verdict = st.pills(
            say("archive.verdict"),
            list(Verdict),
            format_func=lambda verdict: say(f"verdict.{verdict.value}"),
            key=f"{place}_verdict",
        )
        with st.grid(2, min_column_width=200):
            period = st.selectbox(
                say("archive.period"),
                list(_PERIODS),
                format_func=lambda name: say(f"archive.period.{name}"),
                key=f"{place}_period",
            )
            # Thousands of names are fetched and sent only for who looks at them.
            person_id = _person(say, person_key) if filters.open or st.session_state.get(person_key) else None
    days = _PERIODS[period or "ever"]
    return Wanted(query, verdict, person_id, today() - timedelta(days=days) if days else None)


def _person(say: Words, key: str) -> str | None:
    names = notebook().people_names()
    return st.selectbox(
        say("archive.person"),
        list(names),
        index=None,
        format_func=lambda person_id: names.get(person_id, ""),
        placeholder=say("archive.anybody"),
        key=key,
    )


def _show_found(say: Words, wanted: Wanted) -> None:
    hits = notebook().search(wanted.query, limit=_MOST_FOUND, since=wanted.since)
    found = {one.reflection_id: Span(one.start, one.end) for one in hits}
    theirs = _met(wanted.person_id)
    entries = [
        entry
        for entry in notebook().entries_by_id(tuple(found))
        if wanted.verdict in (None, entry.verdict) and (wanted.person_id is None or entry.reflection.id in theirs)
    ]
    rows(say, entries, found=found)
    if not entries:
        paper.write(say("archive.nothing"), "note")


def _met(person_id: str | None) -> frozenset[str]:
    """The ids of the reflections that tell of somebody; empty of nobody."""
    meetings = notebook().tie(person_id).meetings if person_id else ()
    return frozenset(meeting.reflection_id for meeting in meetings)


def _show_page(say: Words, wanted: Wanted, place: str, page: int) -> None:
    count_key = f"{place}_count"
    count = int(st.session_state.get(count_key, page))
    entries = notebook().entries(
        verdict=wanted.verdict, person_id=wanted.person_id, since=wanted.since, limit=count + 1
    )
    rows(say, entries[:count])
    if not entries:
        paper.write(say("archive.none"), "note")
    if len(entries) > count:

        def older() -> None:
            st.session_state[count_key] = count + 2 * page

        st.button(say("archive.older"), key=f"{place}_older", on_click=older)
