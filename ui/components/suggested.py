"""Somebody whom an answer names: why, in the user's own words, and one small thing to do."""

import streamlit as st

from app.shown import SuggestedPerson
from app.words import Words
from ui.components import links, paper, step
from ui.session import notebook


def show_person(say: Words, person: SuggestedPerson, key: str) -> None:
    """The person, each reason with its words and a way to its reflection, and the step; `key` tells the step's fields
    from others on the page."""
    paper.write(person.name, "name")
    for quote, whys in _by_quote(person).items():
        paper.write("\n".join(whys))
        if quote:
            paper.write(quote, "quote")
    with st.container(horizontal=True, gap="small"):
        links.to_person(person.person_id, say("person.open"))
        ids = tuple(dict.fromkeys(reason.reflection_id for reason in person.reasons))
        for entry in notebook().entries_by_id(ids):
            links.to_reflection(entry.reflection.id, say.day(entry.reflection.on))
    if person.step is not None:
        with st.expander(say("ask.step")):
            step.show_words(say, person.step, key)


def _by_quote(person: SuggestedPerson) -> dict[str, list[str]]:
    """The reasons, those together that rest on the same words."""
    whys: dict[str, list[str]] = {}
    for reason in person.reasons:
        whys.setdefault(reason.quote, []).append(reason.why)
    return whys
