"""Journal: write, watch it being read, see what is due, find what was written."""

from datetime import timedelta

import streamlit as st

from app.clock import today
from journal.errors import KesanError
from journal.people import StepState
from ui.components import archive, first_visit, forgetting, links, paper, reflection, step, writing
from ui.session import notebook, words

_DUE_WITHIN = timedelta(days=7)
_LATEST = 5

say = words()
if reflection_id := links.asked_for(links.REFLECTION):
    try:
        entry = notebook().entry(reflection_id)
    except KesanError as error:
        st.title(say("journal.title"), anchor=False)
        paper.problem(say.problem(error))
        forgetting.go_home_link(say)
    else:
        reflection.show_reflection(say, entry)
elif first_visit.is_shown():
    st.title(say("sample.title"), anchor=False)
    first_visit.show_sample(say)
else:
    st.title(say("journal.title"), anchor=False)
    is_first = notebook().count() == 0
    if is_first:
        paper.write(say("journal.first"))
    writing.writing(say)
    if is_first:
        first_visit.invite(say)
    else:
        if due := notebook().steps(StepState.ACCEPTED, today() + _DUE_WITHIN):
            st.header(say("journal.due"), anchor=False)
            for one in due:
                step.show_due(say, one)
            step.show_problem(say)
        st.header(say("journal.latest"), anchor=False)
        archive.archive(say, "journal", _LATEST)
writing.keep_draft()
