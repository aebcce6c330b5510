"""The web app's entry: page set-up and navigation."""

import streamlit as st

from journal.errors import KesanError
from ui.components import forgetting, masthead, paper
from ui.session import kesan, words

st.set_page_config(page_title="Kesan", page_icon="📓", layout="centered")
paper.style()
say = words()
try:
    kesan()
except KesanError as error:
    st.title("Kesan")
    paper.problem(say.problem(error))
    st.button(say("app.try_again"), type="primary")
    st.stop()
page = st.navigation(list(masthead.pages(say)), position="hidden")
masthead.show(say)
forgetting.outcome(say)
try:
    page.run()
except KesanError as error:
    paper.problem(say.problem(error))
masthead.foot(say)
