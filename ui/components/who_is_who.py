"""Who is who: pairs that may be one person are asked about, and the user makes one of two or two of one."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from app.jobs import Job
from app.words import Words
from journal.errors import KesanError
from journal.people import Person, Tie
from ui.components import archive, links, paper
from ui.session import notebook

_PROBLEM = "who_problem"
_LATER = "who_later"
_DONE = "who_done"
_AT_ONCE_S = 0.15
_SNIPPET, _SHORT = 180, 60
_MOST_MEETINGS = 200
_MENU = "who_menu"


def ask_about_pairs(say: Words, person_ids: Sequence[str]) -> None:
    """One pair at a time of those who may be one person, one of them of these ids; the last answer can be undone."""
    _show_outcome(say)
    job: Job = notebook().who.start_looking(person_ids)
    if not job.wait(_AT_ONCE_S) or not isinstance(job.outcome, tuple):
        return
    later = st.session_state.get(_LATER, frozenset())
    pairs: list[tuple[Person, Person]] = [pair for pair in job.outcome if _key(*pair) not in later]
    for pair in pairs:
        try:
            two = notebook().tie(pair[0].id), notebook().tie(pair[1].id)
        except KesanError:
            continue
        _ask(say, sorted(two, key=lambda tie: (-len(tie.person.name.split()), -len(tie.meetings))), len(pairs))
        return


def show_who(say: Words, tie: Tie) -> None:
    """By what names they go, whom they were made one with, and the ways to make one of two or two of one."""
    menu = st.expander(say("who.title"), key=_MENU, on_change="rerun")
    _show_outcome(say)
    if not menu.open:
        return
    with menu:
        paper.write(say("who.names", names=", ".join((tie.person.name, *tie.person.aliases))))
        for gone, names in notebook().who.made_one(tie.person.id).items():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                with st.container(width="stretch"):
                    paper.write(say("who.made_one", names=", ".join(names)), "note")
                undo = partial(_undo, tie.person.id, gone)
                st.button(say("who.undo"), key=f"unmerge_{gone}", on_click=_doing(undo))
        _merging(say, tie)
        _splitting(say, tie)


def _ask(say: Words, two: Sequence[Tie], left: int) -> None:
    with st.container(border=True, gap="small", key="same_person"):
        st.subheader(say("who.same"), anchor=False)
        with st.grid(2, min_column_width=220):
            for tie in two:
                with st.container(gap="xsmall", key=f"maybe_{tie.person.id}"):
                    _context(say, tie)
        one, other = (tie.person for tie in two)
        with st.grid(2, min_column_width=140):
            st.button(
                say("who.yes"),
                key="who_yes",
                type="primary",
                width="stretch",
                on_click=_doing(lambda: _merge(one, other)),
            )
            st.button(say("who.no"), key="who_no", width="stretch", on_click=_doing(lambda: _apart(one, other)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.button(say("who.later"), key="who_later_button", type="tertiary", on_click=_put_off, args=(one, other))
            if left > 1:
                with st.container(width="content"):
                    paper.write(say("who.left", count=left - 1), "note")


def _context(say: Words, tie: Tie) -> None:
    paper.write(tie.person.name, "name")
    role = next((meeting.role for meeting in tie.meetings if meeting.role), "")
    if role:
        paper.write(role, "about")
    for entry, words in archive.discreet_words(say, tuple(one.reflection_id for one in tie.meetings[:1])):
        paper.write(words[:_SNIPPET], "snippet")
        links.to_person(tie.person.id, say("people.met", day=say.day(entry.reflection.on)))


def _merging(say: Words, tie: Tie) -> None:
    names = {one: name for one, name in notebook().people_names().items() if one != tie.person.id}
    if not names:
        return
    field = f"merge_with_{tie.person.id}"
    st.selectbox(
        say("who.merge_with"),
        list(names),
        index=None,
        format_func=lambda one: names.get(one, ""),
        placeholder=say("who.choose"),
        key=field,
    )
    other = st.session_state.get(field)
    st.button(
        say("who.merge"),
        key="merge",
        disabled=other is None,
        on_click=_doing(lambda: _merge(tie.person, Person(id=str(other), name=names.get(str(other), "")))),
    )


def _splitting(say: Words, tie: Tie) -> None:
    meetings = tie.meetings[:_MOST_MEETINGS]
    told = {
        entry.reflection.id: f"{say.day(entry.reflection.on)}: {words[:_SHORT]}"
        for entry, words in archive.discreet_words(say, tuple(one.reflection_id for one in meetings))
    }
    if len(told) < 2:  # noqa: PLR2004 one reflection tells of one person
        return
    field = f"split_{tie.person.id}"
    st.multiselect(
        say("who.split_which"),
        list(told),
        format_func=lambda one: told[one],
        placeholder=say("who.choose"),
        key=field,
    )
    chosen = st.session_state.get(field) or []
    enough = 0 < len(chosen) < len(tie.meetings)
    st.button(say("who.split"), key="split", disabled=not enough, on_click=_doing(lambda: _split(tie.person, chosen)))
    if len(chosen) == len(tie.meetings):
        paper.write(say("who.split_all"), "note")


def _merge(kept: Person, gone: Person) -> None:
    notebook().who.merge(kept.id, gone.id)
    st.session_state[_DONE] = ("who.merged", kept, gone.id)


def _apart(one: Person, other: Person) -> None:
    notebook().who.keep_apart(one.id, other.id)


def _undo(person_id: str, gone: str) -> None:
    notebook().who.undo(person_id, gone)
    st.session_state.pop(_DONE, None)


def _split(person: Person, chosen: Sequence[str]) -> None:
    new = notebook().who.split(person.id, reflection_ids=tuple(chosen))
    if new is not None:
        st.session_state[_DONE] = ("who.was_split", person, new)


def _rejoin(person: Person, new: str) -> None:
    notebook().who.merge(person.id, new)
    st.session_state.pop(_DONE, None)


def _show_outcome(say: Words) -> None:
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))
    if _DONE not in st.session_state:
        return
    told, person, other = st.session_state[_DONE]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="who_outcome"):
        with st.container(width="stretch"):
            paper.good(say(told, name=person.name))
        back = _undo if told == "who.merged" else None
        undo = (lambda: _undo(person.id, other)) if back else (lambda: _rejoin(person, other))
        st.button(say("who.undo"), key="who_undo", on_click=_doing(undo))
        links.to_person(person.id if back else other, say("person.open"))


def _put_off(one: Person, other: Person) -> None:
    st.session_state[_LATER] = st.session_state.get(_LATER, frozenset()) | {_key(one, other)}


def _doing(change: Callable[[], None]) -> Callable[[], None]:
    def done() -> None:
        try:
            change()
        except KesanError as error:
            st.session_state[_PROBLEM] = error

    return done


def _key(one: Person, other: Person) -> frozenset[str]:
    return frozenset((one.id, other.id))
