"""Settings: language, reader, model server, what leaves the machine, where the journal lies, forgetting. Where users
sign in, only what is their own."""

import streamlit as st

from ui.components import forgetting, masthead, names_at_home, paper, sealing, settings_form
from ui.session import kesan, signs_in, words

say = words()
own = not signs_in()
st.title(say("nav.settings"), anchor=False)

st.header(say("app.language"), anchor=False)
masthead.language_switch(say, "settings")
if not own:
    st.button(say("gate.sign_out"), key="sign_out", on_click=st.logout)

if own:
    st.header(say("settings.reading"), anchor=False)
    settings_form.reader_choice(say)
    with st.expander(say("settings.server"), expanded=kesan().settings.model_is_set):
        settings_form.server_form(say)
    settings_form.outcomes(say)

st.header(say("settings.privacy"), anchor=False)
masthead.privacy(say)
paper.write(say("settings.privacy.more"), "note")
if own:
    names_at_home.show(say)

if own:
    st.header(say("settings.place"), anchor=False)
    paper.write(say("settings.place.about"), "note")
    st.code(str(kesan().home), language=None, wrap_lines=True)
    st.header(say("lock.section"), anchor=False)
    sealing.show(say)

    st.header(say("settings.health"), anchor=False)
    if st.button(say("settings.examine"), key="examine"):
        with st.spinner(say("settings.examining")):
            found = kesan().examine()
        paper.findings((one.well, say(one.words, **one.values)) for one in found)

st.header(say("forget.title"), anchor=False)
forgetting.forget_everything(say)
