"""The user sees it differently: one click on a verdict of their own, or on what a sentence shows. It is kept beside
the reading, and wins."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from app.shown import Entry
from app.words import Words
from journal.errors import KesanError
from journal.reading import Move
from journal.signals import Signal, Verdict
from ui.components import paper
from ui.session import notebook

_NOTE_LIMIT = 2_000
_MOVE_PROBLEM = "move_refused"


def disagreement(say: Words, entry: Entry) -> None:
    """The verdicts to choose from; once one is chosen, a place for why, and the way back."""
    reflection_id, correction = entry.reflection.id, entry.correction
    verdict_key, note_key, problem_key = (f"{name}_{reflection_id}" for name in ("verdict", "note", "refused"))

    def keep() -> None:
        chosen = st.session_state.get(verdict_key)
        if chosen is None:
            notebook().withdraw_correction(reflection_id)
        else:
            notebook().correct(reflection_id, Verdict(chosen), st.session_state.get(note_key) or "")

    kept = _guarded(keep, problem_key)
    st.session_state[verdict_key] = None if correction is None else correction.verdict
    with st.container(gap="small", key="disagree"):
        st.header(say("disagree.open"), anchor=False)
        st.pills(
            say("disagree.verdict"),
            list(Verdict),
            format_func=lambda verdict: say(f"verdict.{verdict.value}"),
            key=verdict_key,
            on_change=kept,
        )
        if correction is not None:
            st.session_state.setdefault(note_key, correction.note)
            st.text_area(say("disagree.note"), key=note_key, max_chars=_NOTE_LIMIT, height="content", on_change=kept)
            paper.write(say("disagree.kept"), "note")
        if error := st.session_state.pop(problem_key, None):
            paper.problem(say.problem(error))


class _Seen(NamedTuple):
    """How a mark is seen instead: `moves` show `meant`, or (None) nothing of the kind."""

    moves: tuple[Move, ...]
    meant: Signal | None


def differ_on_moves(say: Words, entry: Entry) -> Callable[[int, Sequence[Move]], None]:
    """What shows the way to see one mark differently."""

    def differ(number: int, moves: Sequence[Move]) -> None:
        choices = [_Seen((move,), None) for move in moves]
        shown = {move.signal for move in moves}
        choices += [_Seen(tuple(moves), signal) for signal in Signal if signal not in shown | {Signal.CONTEXT}]
        key = f"differ_{entry.reflection.id}_{number}"

        def keep() -> None:
            chosen: _Seen | None = st.session_state.get(key)
            if chosen is not None:
                for move in chosen.moves:
                    _correct(entry, move, chosen.meant)

        st.menu_button(
            say("move.differ", number=number),
            choices,
            key=key,
            type="tertiary",
            format_func=lambda seen: _told(say, seen),
            on_click=_guarded(keep, _MOVE_PROBLEM),
        )

    return differ


def corrected_moves(say: Words, entry: Entry) -> None:
    """What the user said of single moves, each with the way back."""
    if error := st.session_state.pop(_MOVE_PROBLEM, None):
        paper.problem(say.problem(error))
    if not entry.moves:
        return
    with st.expander(say("move.corrected", count=len(entry.moves)), key="corrected_moves"):
        for place, one in enumerate(entry.moves):
            quote = entry.reflection.text[one.start : one.end]
            move = Move(signal=one.said, quote=quote, start=one.start, end=one.end)
            paper.write(quote, "quote")
            told = _told(say, _Seen((move,), one.meant))
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(told)
                back = _guarded(lambda move=move: _correct(entry, move, move.signal), _MOVE_PROBLEM)  # type: ignore[misc]
                st.button(say("move.back"), key=f"back_{place}", type="tertiary", on_click=back)


def _correct(entry: Entry, move: Move, meant: Signal | None) -> None:
    """Keeps it of the move as the reading said it: what the user corrected already is said anew."""
    said = next((one.said for one in entry.moves if (one.start, one.end, one.meant) == _place(move)), move.signal)
    notebook().correct_move(entry.reflection.id, move.model_copy(update={"signal": said}), meant)


def _place(move: Move) -> tuple[int, int, Signal]:
    return move.start, move.end, move.signal


def _told(say: Words, seen: _Seen) -> str:
    if seen.meant is None:
        return say("move.not", signal=say(f"signal.{seen.moves[0].signal.value}"))
    return say("move.rather", signal=say(f"signal.{seen.meant.value}"))


def _guarded(work: Callable[[], None], problem_key: str) -> Callable[[], None]:
    def guarded() -> None:
        try:
            work()
        except KesanError as error:
            st.session_state[problem_key] = error

    return guarded
