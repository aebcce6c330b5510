"""One's network as a small picture, and the same in words beside it, each link with the words that tell it."""

from collections.abc import Mapping

import streamlit as st

from app.shown import Acquainted, Bond, Network
from app.words import Words
from journal.errors import KesanError
from ui.components import by_month, links, network_picture, paper
from ui.components.waiting import wait_for
from ui.session import notebook

_JOB = "network_job"
_AT_ONCE_S = 0.15
_QUOTED = 6


def show(say: Words) -> None:
    """The picture, drawn for who wants to see it."""
    shown = st.expander(say("network.title"), key="network_shown", on_change="rerun")
    if not shown.open:
        st.session_state.pop(_JOB, None)
        return
    with shown:
        job = st.session_state.setdefault(_JOB, None) or notebook().start_network()
        st.session_state[_JOB] = job
        if not job.wait(_AT_ONCE_S):
            wait_for(_JOB, say("network.looking"))
        elif isinstance(job.outcome, Network):
            _show(say, job.outcome)
        else:
            paper.problem(say.problem(job.problem or KesanError()))


def _show(say: Words, found: Network) -> None:
    if not found.links:
        paper.write(say("network.nothing"), "note")
        return
    paper.write(say("network.about"), "note")
    names = {one.person_id: one.name for one in found.people}
    with st.grid(2, min_column_width=300):
        with st.container(key="network_picture"):
            legend: dict[Bond, str] = {
                bond: say(f"network.key.{bond.value}") for bond in Bond if bond is not Bond.NAMED_ME
            }
            inks = network_picture.DARK if by_month.is_dark() else network_picture.LIGHT
            svg = network_picture.drawing(found.people, found.links, legend, inks)
            st.image(svg, alt=say("network.alt", people=len(found.people), links=len(found.links)))
            paper.write(say("network.dots"), "note")
        with st.container(gap="small", key="network_words"):
            _in_words(say, found, names)


def _in_words(say: Words, found: Network, names: Mapping[str, str]) -> None:
    bridging = [one.name for one in found.people if one.bridges]
    if bridging:
        paper.write(say("network.bridges", names=", ".join(bridging)))
    said = [one for one in found.links if one.quote]
    for one in said[:_QUOTED]:
        with st.container(gap="xsmall", key=f"link_{one.bond.value}_{one.source}_{one.target}"):
            paper.write(_sentence(say, one, names))
            paper.write(one.quote, "quote")
            links.to_reflection(one.reflection_id, say.day(one.on))
    paper.bullets(
        _sentence(say, one, names) for one in (*said[_QUOTED:], *(one for one in found.links if not one.quote))
    )


def _sentence(say: Words, link: Acquainted, names: Mapping[str, str]) -> str:
    kind = "once" if link.bond is Bond.TOGETHER and link.times == 1 else link.bond.value
    told = say(
        f"network.link.{kind}",
        one=names.get(link.source, ""),
        other=names.get(link.target, ""),
        times=link.times,
    )
    return say("network.where", told=told, where=link.where) if link.where else told
