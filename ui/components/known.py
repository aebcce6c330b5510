"""What is known of somebody: each fact in the user's own words, leading to its sentence, and theirs to change."""

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from app.clock import today
from app.words import Words
from journal.errors import KesanError
from journal.facts import Fact, FactKind
from journal.people import Tie
from ui.components import links, paper
from ui.session import notebook

_PROBLEM = "fact_problem"
_FEW = 4
CARE = (FactKind.DIED, FactKind.GRIEF, FactKind.NO_CONTACT)
NAME = (FactKind.NAMED_ME, FactKind.THANKED, FactKind.INVITED)
_PLACES = (FactKind.ROLE, FactKind.PLACE, FactKind.MOVED)


def show_care(say: Words, tie: Tie) -> None:
    """What to mind before writing: a death, a grief, a wish for quiet."""
    told = tie.told(*CARE)
    if told:
        with st.container(gap="xsmall", key="care"):
            _facts(say, told, "care")


def show_facts(say: Words, tie: Tie) -> None:
    """All else that is known, by what it is about; what was told in confidence stays shut until it is asked for."""
    show_problem(say)
    open_to_see = [fact for fact in tie.facts if not tie.in_confidence(fact.quote)]
    dated = [fact for fact in open_to_see if fact.about is not None and fact.kind not in CARE]
    told_once = {(fact.reflection_id, fact.quote): fact for fact in dated}
    _section(say, "dates", sorted(told_once.values(), key=lambda fact: (fact.about or today()) < today()))
    now = [fact for fact in open_to_see if fact.kind is FactKind.GOING_ON and fact.about is None]
    covered = {(fact.reflection_id, fact.quote) for fact in (*now, *dated)}
    cares = [
        fact
        for fact in open_to_see
        if fact.kind is FactKind.CARES
        and not any(fact.reflection_id == one and fact.quote in quote for one, quote in covered)
    ]
    _section(say, "cares", [*now, *cares], _cares_without_facts(tie))
    _section(
        say, "roles", [fact for fact in open_to_see if fact.kind in _PLACES and fact.about is None], _roles(say, tie)
    )
    _section(
        say, "theirs", [fact for fact in open_to_see if fact.kind is FactKind.THEIR_PROMISE and fact.about is None]
    )


def show_name(say: Words, tie: Tie) -> None:
    """The sentences in which they remembered, thanked, named or invited the user."""
    _facts(say, [fact for fact in tie.facts if fact.kind in NAME], "name")


def show_confidences(say: Words, tie: Tie) -> None:
    """What they told in confidence, which does not reach the browser before it is asked for."""
    told = [fact for fact in tie.facts if fact.kind is FactKind.CONFIDENCE]
    if not told:
        return
    shut = st.expander(say("fact.confidences", count=len(told)), key="confidences", on_change="rerun")
    with shut:
        paper.write(say("fact.confidences.about"), "note")
        if shut.open:
            _facts(say, told, "confidence")


def cares(tie: Tie) -> tuple[str, ...]:
    """What matters to them, newest first, but for what was told in confidence."""
    words = dict.fromkeys(words for meeting in tie.meetings for words in meeting.cares_about)
    return tuple(one for one in words if not tie.in_confidence(one))


def show_problem(say: Words) -> None:
    """Why the last change was not kept, if it was not."""
    if error := st.session_state.pop(_PROBLEM, None):
        paper.problem(say.problem(error))


def _section(say: Words, name: str, facts: Sequence[Fact], lines: Iterable[str] = ()) -> None:
    told = tuple(lines)
    if not facts and not told:
        return
    st.header(say(f"fact.section.{name}"), anchor=False)
    for line in told:
        paper.write(line, "prose")
    _facts(say, facts, name)


def _facts(say: Words, facts: Sequence[Fact], place: str) -> None:
    key = f"facts_{place}_all"
    shown = facts if st.session_state.get(key) else facts[:_FEW]
    for fact in shown:
        _fact(say, fact)
    if len(facts) > len(shown):
        st.button(say("fact.more", count=len(facts) - len(shown)), key=f"{key}_button", on_click=_show_all, args=(key,))


def _show_all(key: str) -> None:
    st.session_state[key] = True


def _fact(say: Words, fact: Fact) -> None:
    with st.container(gap="xsmall", key=f"fact_{fact.id}"):
        paper.write(fact.words, "quote")
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(width="content"):
                paper.write(_kind(say, fact), "about")
            links.to_sentence(fact.reflection_id, fact.id, say.day(fact.told_on))
            _change(say, fact)


def _kind(say: Words, fact: Fact) -> str:
    if fact.ended is not None:
        return say("fact.ended", day=say.day(fact.ended))
    kind = say(f"fact.kind.{fact.kind.value}")
    return kind if fact.about is None else say("fact.on", kind=kind, day=say.day(fact.about))


def _change(say: Words, fact: Fact) -> None:
    asked = st.popover(say("fact.change"), key=f"fact_menu_{fact.id}", on_change="rerun", type="tertiary")
    if not asked.open:
        return
    words, day = f"fact_words_{fact.id}", f"fact_day_{fact.id}"
    with asked:
        st.text_area(say("fact.words"), fact.words, key=words, height="content")
        st.button(
            say("fact.save"),
            key=f"fact_save_{fact.id}",
            on_click=_changing(fact, lambda: _save(fact, words)),
            width="stretch",
        )
        if fact.ended is None:
            st.date_input(say("fact.until"), today(), key=day, format="DD/MM/YYYY")
            theirs = fact.kind is FactKind.THEIR_PROMISE
            st.button(
                say("fact.end.promise" if theirs else "fact.end"),
                key=f"fact_end_{fact.id}",
                on_click=_changing(fact, lambda: notebook().change_fact(fact.id, ended=st.session_state[day])),
                width="stretch",
            )
        else:
            st.button(
                say("fact.still_true"),
                key=f"fact_again_{fact.id}",
                on_click=_changing(fact, lambda: notebook().change_fact(fact.id)),
                width="stretch",
            )
        st.button(
            say("fact.forget"),
            key=f"fact_forget_{fact.id}",
            on_click=_changing(fact, lambda: notebook().change_fact(fact.id, ended=fact.ended, hidden=True)),
            width="stretch",
        )


def _save(fact: Fact, field: str) -> None:
    words = (st.session_state.get(field) or "").strip()
    if words:
        notebook().change_fact(fact.id, words=words, ended=fact.ended)


def _changing(fact: Fact, change: Callable[[], None]) -> Callable[[], None]:
    def changed() -> None:
        try:
            change()
        except KesanError as error:
            st.session_state[_PROBLEM] = error
        st.session_state[f"fact_menu_{fact.id}"] = False

    return changed


def _cares_without_facts(tie: Tie) -> tuple[str, ...]:
    """What mattered to them by readings from before such things were facts."""
    told = {(fact.reflection_id, fact.words) for fact in tie.facts if fact.kind is FactKind.CARES}
    if told:
        return ()
    return cares(tie)[:_FEW]


def _roles(say: Words, tie: Tie) -> tuple[str, ...]:
    """What they were when, newest first; the same thing said twice is said once, with its first day."""
    first = {meeting.role: meeting.on for meeting in tie.meetings if meeting.role}
    newest = dict.fromkeys(meeting.role for meeting in tie.meetings if meeting.role)
    return tuple(say("fact.role", role=role, day=say.day(first[role])) for role in newest)
