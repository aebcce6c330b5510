"""The web app's entry: page set-up, the gate, and navigation."""

import streamlit as st

from journal.errors import KesanError
from ui.components import forgetting, gate, masthead, paper
from ui.session import words

st.set_page_config(page_title="Kesan", page_icon="📓", layout="centered")
paper.style()
say = words()
gate.pass_through(say)
page = st.navigation(list(masthead.pages(say)), position="hidden")
masthead.show(say)
forgetting.outcome(say)
try:
    page.run()
except KesanError as error:
    paper.problem(say.problem(error))
masthead.foot(say)
