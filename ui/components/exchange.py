"""The journal taken out and brought in, as files, and names brought in from contacts."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from app.clock import today
from app.jobs import Job, JobState
from app.words import Words
from journal.errors import KesanError
from ui.components import paper
from ui.session import notebook, words

_CONTACTS = "contacts_problem"
_FILES = {"jsonl": "application/x-ndjson", "zip": "application/zip"}
_POLL_S = 0.3
_NAMES_SHOWN = 5


def take_out(say: Words) -> None:
    """Buttons that hand over the whole journal."""
    with st.container(horizontal=True, gap="small"):
        for ending, mime in _FILES.items():
            st.download_button(
                say(f"exchange.out.{ending}"),
                _exported(ending),
                file_name=f"kesan-{today().isoformat()}.{ending}",
                mime=mime,
                key=f"export_{ending}",
                on_click="ignore",
            )


def bring_in(say: Words) -> None:
    """A file is read whole or not at all, in the background, with a way to stop it."""
    given = st.file_uploader(say("exchange.in"), type=list(_FILES), key="import_file")
    job = notebook().importing()
    if job is not None and job.busy:
        _watch_import()
        return
    if given is not None and st.button(say("exchange.in.start"), key="import_start"):
        notebook().start_import(given.name, given.getvalue())
        st.rerun()
    if job is not None:
        _outcome(say, job)


@st.fragment(run_every=_POLL_S)
def _watch_import() -> None:
    say, job = words(), notebook().importing()
    if job is None or not job.busy:
        st.rerun()
    done, of = job.done
    if of:
        st.progress(done / of, say("exchange.in.finding", done=done, of=of))
    else:
        paper.write(say("exchange.in.many", count=done), "note")
    st.button(say("exchange.in.cancel"), key="cancel_import", on_click=job.cancel)


def _outcome(say: Words, job: Job) -> None:
    if job.problem is not None:
        paper.problem(say.problem(job.problem))
    elif job.state is JobState.CANCELLED:
        paper.write(say("exchange.in.cancelled"), "note")
    elif job.state is JobState.DONE:
        paper.good(say("exchange.in.done", count=job.outcome))


def bring_contacts(say: Words) -> None:
    """Names from a file of contacts, seen before they are kept, and the way to forget them."""
    from app.contacts import ENDINGS, contacts_in  # noqa: PLC0415 what reads vCards is for whoever has some

    paper.write(say("contacts.about"), "note")
    given = st.file_uploader(say("contacts.file"), type=[one.lstrip(".") for one in ENDINGS], key="contacts_file")
    if given is not None:
        try:
            found = contacts_in(given.name, given.getvalue())
            new = notebook().rehearse_contacts(found)
        except KesanError as error:
            paper.problem(say.problem(error))
        else:
            names = ", ".join(one.name for one in found[:_NAMES_SHOWN])
            paper.write(say("contacts.preview", count=len(found), new=new, names=names))
            if new:
                add = _kept(lambda: notebook().add_contacts(found))
                st.button(say("contacts.start"), key="contacts_start", on_click=add)
    if refused := st.session_state.pop(_CONTACTS, None):
        paper.problem(say.problem(refused))
    if known := notebook().count_contacts():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.text(say("contacts.known", count=known))
            forget = _kept(notebook().forget_contacts)
            st.button(say("contacts.forget"), key="contacts_forget", type="tertiary", on_click=forget)


def _kept(change: Callable[[], object]) -> Callable[[], None]:
    def keep() -> None:
        try:
            change()
        except KesanError as error:
            st.session_state[_CONTACTS] = error

    return keep


def _exported(ending: str) -> Callable[[], bytes]:
    def export() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"kesan.{ending}"
            notebook().export_file(path)
            return path.read_bytes()

    return export
