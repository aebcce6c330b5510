"""Journal: write, watch it being read, see what is due, find what was written."""

import streamlit as st

from journal.errors import KesanError
from ui.components import archive, due, first_visit, forgetting, links, paper, reflection, writing
from ui.session import notebook, words

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
    is_first = notebook().is_empty()
    if is_first:
        paper.write(say("journal.first"))
    writing.writing(say)
    if is_first:
        first_visit.invite(say)
    else:
        due.show(say)
        st.header(say("journal.latest"), anchor=False)
        archive.archive(say, "journal", _LATEST)
writing.keep_draft()
