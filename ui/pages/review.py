"""Review: a letter, this day in the past, the months in pictures, who would mention the user's name; then all
past reflections, the journal out and in."""

import streamlit as st

from ui.components import archive, catching_up, exchange, links, paper, past, would_name
from ui.session import notebook, words

_PAGE = 10

say = words()
st.title(say("review.title"), anchor=False)
if notebook().is_empty():
    paper.write(say("review.empty"))
    links.to_page(links.JOURNAL, say("nav.to_journal"))
else:
    if months := notebook().months():
        from ui.components import letter, trends, verdict_chart

        letter.letter(say)
        past.on_this_day(say)
        st.header(say("review.months"), anchor=False)
        verdict_chart.verdict_chart(say, months)
        trends.trends(say, months)
        trends.compare(say, months)
    would_name.overall(say)
    catching_up.catching_up(say)
    st.header(say("review.past"), anchor=False)
    archive.archive(say, "review", _PAGE)
    st.header(say("exchange.out"), anchor=False)
    paper.write(say("exchange.out.about"), "note")
    exchange.take_out(say)
st.header(say("exchange.in.title"), anchor=False)
exchange.bring_in(say)

st.header(say("contacts.title"), anchor=False)
exchange.bring_contacts(say)
