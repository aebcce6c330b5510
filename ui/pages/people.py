"""People: whom to reconnect with, everybody in the journal, and one person's story."""

import streamlit as st

from journal.errors import KesanError
from ui.components import asking, links, network, paper, people_list, tie, who_is_who
from ui.session import notebook, words

say = words()
if person_id := links.asked_for(links.PERSON):
    try:
        found = notebook().tie(person_id)
    except KesanError as error:
        st.title(say("people.title"), anchor=False)
        paper.problem(say.problem(error))
        links.to_page(links.PEOPLE, say("person.back"))
    else:
        tie.show_tie(say, found)
else:
    st.title(say("people.title"), anchor=False)
    if notebook().is_empty():
        paper.write(say("people.empty"))
        links.to_page(links.JOURNAL, say("nav.to_journal"))
    else:
        asking.asking(say)
        network.show(say)
        st.header(say("people.all"), anchor=False)
        who_is_who.ask_about_pairs(say, notebook().met_last(people_list.CARDS))
        people_list.people_list(say)
