"""A question answered in a model's words from the reflections that were found, and from nothing else."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from coach.answers import Answered
from coach.model.exchange import Exchange, Meter
from coach.model.server import Server
from coach.model.shown import LANGUAGES
from coach.model.veil import Veil
from coach.prompts import PROMPTS, Prompt, load_prompt
from journal.frozen import Frozen
from journal.language import Language

_NOT_IN_AN_ID = re.compile(r"[<>\"\s]")


class Excerpt(Frozen):
    """A reflection, or the part of it that was found: the user's own words."""

    reflection_id: str
    on: date
    text: str


def word_answer(
    server: Server,
    question: str,
    excerpts: Iterable[Excerpt],
    language: Language,
    *,
    prompt: Prompt | None = None,
    people: Iterable[tuple[str, ...]] = (),
    hides: bool = True,
    pulse: Callable[[], None] = lambda: None,
) -> Answered:
    """The answer, each sentence resting on reflections that were given; one that cites none of them is cut.

    `told` is empty when the journal does not tell, and then `not_told` may say what it does not tell.

    Args:
        people: those whom memory knows, each with all names.
        hides: whether names, numbers and addresses stay home.

    Raises:
        KesanError: there was no usable answer.
    """
    given = tuple(excerpts)
    veil = Veil([question, *(one.text for one in given)], people) if hides else None
    answered = Exchange(server, Meter(), veil).ask(
        prompt or load_prompt(PROMPTS, "answer"),
        Answered,
        pulse,
        question=question,
        excerpts="\n\n".join(map(shown, given)) or "(none)",
        language=LANGUAGES[language],
    )
    return _cited_only(answered, {excerpt.reflection_id for excerpt in given})


def shown(excerpt: Excerpt) -> str:
    """A reflection under its id and day, as a model reads it."""
    reflection_id = _NOT_IN_AN_ID.sub("", excerpt.reflection_id)
    return f"[{reflection_id}] {excerpt.on.isoformat()}\n{excerpt.text.strip()}"


def _cited_only(answered: Answered, ids: set[str]) -> Answered:
    cited = [
        one.model_copy(update={"cites": cites, "sentence": one.sentence.strip()})
        for one in answered.told
        if (cites := tuple(cite for cite in map(_bare, one.cites) if cite in ids)) and one.sentence.strip()
    ]
    return answered.model_copy(update={"told": tuple(cited)})


def _bare(cite: str) -> str:
    return cite.strip().strip("[]")
