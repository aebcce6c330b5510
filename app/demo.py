"""A full journal to look at: one Indonesian owner's eight months, as if they ended today, read by the embedded reader.

Everything in it was written for the purpose. It is put into an empty, temporary home only.
"""

import json
from datetime import timedelta
from pathlib import Path

from app.clock import now, today
from app.kesan import Kesan
from app.notebook import Notebook
from journal.people import PromiseState, StepState
from journal.reflection import Reflection
from journal.signals import Verdict

_JOURNAL = Path(__file__).resolve().parent.parent / "data" / "demo" / "journal.jsonl"
_DONE, _ACCEPTED = 4, 3
_OLD = timedelta(days=60)
_SOON = timedelta(days=2)


def fill(kesan: Kesan) -> int:
    """How many reflections the journal has now; one that is not empty is left as it is."""
    notebook = kesan.notebook()
    if notebook.count():
        return notebook.count()
    rows = map(json.loads, _JOURNAL.read_text(encoding="utf-8").splitlines())
    kesan.record.of(notebook.owner).keep_all(
        Reflection(id=row["id"], text=row["text"], on=today() - timedelta(days=row["days_ago"]), kept_at=now())
        for row in rows
    )
    for reflection_id in notebook.unread():
        notebook.read(reflection_id, "embedded")
    _decide(notebook)
    return notebook.count()


def _decide(notebook: Notebook) -> None:
    """As somebody would have lived with it: old promises kept, some steps done, some still to do, one other view."""
    for promise in notebook.promises():
        if promise.made_on < today() - _OLD:
            notebook.decide_promise(promise.id, PromiseState.KEPT)
    newest = sorted(notebook.steps(), key=lambda kept: notebook.entry(kept.reflection_id).reflection.on, reverse=True)
    for kept in newest[1 : 1 + _ACCEPTED]:
        step = kept.step.model_copy(update={"due": today() + _SOON})
        notebook.decide_step(kept.id, StepState.ACCEPTED, step)
    for kept in newest[1 + _ACCEPTED : 1 + _ACCEPTED + _DONE]:
        notebook.decide_step(kept.id, StepState.DONE)
    notebook.correct("demo-13", Verdict.SURFACE, "Sebenarnya aku cuma basa-basi waktu itu.")
