"""Links between pages. Their labels are words of ours and dates, never a name or a text."""

import streamlit as st

JOURNAL = "ui/pages/journal.py"
PEOPLE = "ui/pages/people.py"
REVIEW = "ui/pages/review.py"
SETTINGS = "ui/pages/settings.py"
REFLECTION, PERSON, FACT = "reflection", "person", "fact"


def to_page(page: str, label: str, icon: str = "") -> None:
    """A link to a page."""
    st.page_link(page, label=label, icon=icon, help="")


def to_reflection(reflection_id: str, label: str) -> None:
    """A link to a reflection."""
    st.page_link(JOURNAL, label=label, icon="", help="", query_params={REFLECTION: reflection_id})


def to_sentence(reflection_id: str, fact_id: str, label: str) -> None:
    """A link to the sentence of a reflection that tells a fact."""
    st.page_link(JOURNAL, label=label, icon="", help="", query_params={REFLECTION: reflection_id, FACT: fact_id})


def to_person(person_id: str, label: str) -> None:
    """A link to all that the journal tells of somebody."""
    st.page_link(PEOPLE, label=label, icon="", help="", query_params={PERSON: person_id})


def view() -> str:
    """What of a page is shown: the reflection or the person that the address names, or neither."""
    return f"{st.query_params.get(REFLECTION, '')}/{st.query_params.get(PERSON, '')}"


def asked_for(name: str) -> str | None:
    """The id that the address names, kept there for a reload and for sharing; None when it names none.

    A link to the page that is shown already leaves the browser's address as it was: unless it is put right here, the
    next click would lead back to what was left."""
    found = st.query_params.get(name)
    if found:
        st.query_params[name] = found
    else:
        st.query_params[name] = ""  # put and taken back: what is bound to a field may not be set here
        del st.query_params[name]
    return found or None
