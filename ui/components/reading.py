"""A reading beside the user's own words: the sentence first, then its label and grounds, the text with its moves
marked, how it may have been for them, and the lenses."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, Self

import streamlit as st

from app.words import Words
from journal.people import Person
from journal.quotes import Span
from journal.reading import Move, PersonRead, Reading, TieQuality
from journal.reflection import Correction
from journal.signals import Known, Lens, LensValue, Signal, Verdict
from ui.components import links, paper

Colour = Literal["red", "orange", "blue", "green", "gray"]
Differ = Callable[[int, Sequence[Move]], None]
_COLOURS: dict[Verdict, Colour] = {
    Verdict.HIDDEN_PITCH: "red",
    Verdict.SURFACE: "gray",
    Verdict.MIXED: "orange",
    Verdict.REAL_CONNECTION: "green",
    Verdict.UNCLEAR: "blue",
}
_LONG_TEXT = 1_200
_FEW_MOVES = 4


class _Shown(NamedTuple):
    """The marks, one for each part of the text, and the number of the mark that each move belongs to."""

    marks: tuple[paper.Mark, ...]
    numbers: dict[int, int]

    @classmethod
    def of(cls, say: Words, moves: Iterable[Move]) -> Self:
        """The marks of these moves; who and where need none."""
        marks: dict[Span, paper.Mark] = {}
        numbers: dict[int, int] = {}
        for place, move in enumerate(moves):
            if move.signal is Signal.CONTEXT:
                continue
            span, signal = Span(move.start, move.end), (move.signal.lean, say(f"signal.{move.signal.value}"))
            known = marks.get(span, paper.Mark(span, move.quote, ()))
            marks[span] = known._replace(signals=(*known.signals, signal))
            numbers[place] = list(marks).index(span) + 1
        return cls(tuple(marks.values()), numbers)

    def moves_of(self, number: int) -> list[int]:
        """The places of the moves that a mark stands for."""
        return [place for place, own in self.numbers.items() if own == number]


def verdict_badge(say: Words, verdict: Verdict, count: int | None = None) -> None:
    """The verdict's label, and how often it was found."""
    label = say(f"verdict.{verdict.value}")
    st.badge(label if count is None else f"{label} {count}", color=_COLOURS[verdict])


def show_reading(
    say: Words,
    text: str,
    reading: Reading,
    correction: Correction | None = None,
    *,
    ask: Callable[[Sequence[str]], None] | None = None,
    differ: Differ | None = None,
    here: Span | None = None,
) -> None:
    """All that a reading says of the reflection as a whole.

    Args:
        here: the part of the text for whose sake it was opened.
        ask: shows the reading's questions, with a place to answer them; at once where the reading is unclear.
        differ: shows the way to see a mark's moves differently, given its number.
    """
    shown = _Shown.of(say, reading.moves)
    with st.container(gap="small"):
        paper.write(reading.because, "because")
        _labels(say, reading, correction)
        _grounds(say, reading, shown)
    ask_first = reading.verdict is Verdict.UNCLEAR
    if ask and reading.questions and ask_first:
        ask(reading.questions)
    st.header(say("reading.text"), anchor=False)
    _text(say, text, shown, here)
    _marks(say, reading, shown, differ)
    if reading.their_side:
        st.header(say("reading.their_side"), anchor=False)
        paper.write(reading.their_side)
    _lenses(say, reading, shown)
    if ask and reading.questions and not ask_first:
        ask(reading.questions)


def show_moves(say: Words, text: str, moves: Iterable[Move]) -> None:
    """The text with its moves marked, while nothing is said of them yet."""
    shown = _Shown.of(say, moves)
    st.header(say("reading.text"), anchor=False)
    _text(say, text, shown)
    paper.mark_list(shown.marks)


def show_people(say: Words, people: Iterable[tuple[PersonRead, Person | None]]) -> None:
    """Who was met, with what mattered to them and what was promised; `Person` is who it is in the journal."""
    told = tuple(people)
    if told:
        st.header(say("reading.people"), anchor=False)
    for place, (read, known) in enumerate(told):
        with st.container(gap="xsmall", key=f"met_{place}"):
            _person(say, read, known)


def show_reader(say: Words, reading: Reading) -> None:
    """Who read, and what was left out."""
    made_by = reading.made_by
    paper.write(say(f"reading.by.{made_by.reader}", model=made_by.model), "note")
    if reading.dropped_quotes:
        paper.write(say("reading.dropped", count=reading.dropped_quotes), "note")


def name_moves(say: Words, reading: Reading) -> None:
    """The moves of a reflection by their plain names, in few words."""
    told = dict.fromkeys(move.signal for move in reading.moves if move.signal is not Signal.CONTEXT)
    if told:
        paper.write(" · ".join(say(f"signal.{signal.value}") for signal in list(told)[:_FEW_MOVES]), "note")


def _labels(say: Words, reading: Reading, correction: Correction | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if correction is None:
            verdict_badge(say, reading.verdict)
            return
        st.text(say("reading.yours"))
        verdict_badge(say, correction.verdict)
        st.text(say("reading.kesans"))
        verdict_badge(say, reading.verdict)
    if correction.note:
        paper.write(correction.note, "quote")


def _grounds(say: Words, reading: Reading, shown: _Shown) -> None:
    told = dict.fromkeys(
        f"{say(f'signal.{reading.moves[place].signal.value}')} ({shown.numbers[place]})"
        for place in reading.grounds
        if place in shown.numbers
    )
    if told:
        paper.write(say("reading.grounds", names=" · ".join(told)), "about")


def _text(say: Words, text: str, shown: _Shown, here: Span | None = None) -> None:
    place = (
        st.expander(say("reading.whole_text"), expanded=here is not None)
        if len(text) > _LONG_TEXT
        else st.container(key="marked")
    )
    with place:
        paper.marked(text, shown.marks, say("reading.sign"), here)


def _marks(say: Words, reading: Reading, shown: _Shown, differ: Differ | None) -> None:
    """The list of marks, each with the way to see it differently where there is one."""
    if not shown.marks:
        paper.write(say("reading.no_moves"), "note")
    elif differ is None:
        paper.mark_list(shown.marks)
    else:
        with st.container(gap=None, key="marks"):
            for number, mark in enumerate(shown.marks, start=1):
                with st.container(horizontal=True, vertical_alignment="top", gap="small", key=f"mark_{number}"):
                    paper.mark_list((mark,), number)
                    differ(number, [reading.moves[place] for place in shown.moves_of(number)])


def _lenses(say: Words, reading: Reading, shown: _Shown) -> None:
    st.header(say("reading.lenses"), anchor=False)
    rows: list[paper.Lens] = []
    for lens in Lens:
        value: LensValue = getattr(reading.lenses, lens.value)
        grounds = reading.lens_grounds.get(lens, ())
        numbers = sorted({shown.numbers[place] for place in grounds if place in shown.numbers})
        seen = say("lens.seen", numbers=", ".join(map(str, numbers))) if numbers else ""
        answer = say(f"lens.{lens.value}.{value.value}")
        rows.append(paper.Lens(say(f"lens.{lens.value}"), value.value, answer, seen))
    paper.lenses(rows)


def _person(say: Words, read: PersonRead, known: Person | None) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="content"):
            paper.write(read.name, "name")
        verdict_badge(say, read.verdict)
    if read.role:
        paper.write(read.role, "about")
    _told(say("person.cares_about"), read.cares_about)
    _told(say("person.promised"), read.promises)
    show_tie_quality(say, read.tie_quality)
    if known is not None:
        links.to_person(known.id, say("person.open"))


def show_tie_quality(say: Words, quality: TieQuality) -> None:
    """What was told of the three questions to a weak tie; nothing where nothing was told."""
    answers: dict[str, Known] = quality.model_dump()
    told = [say(f"tie.{name}.{answer}") for name, answer in answers.items() if answer != Known.UNKNOWN]
    paper.bullets(told)


def _told(label: str, texts: Sequence[str]) -> None:
    if texts:
        paper.write(label, "note")
        paper.quotes(texts)
