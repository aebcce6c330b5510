"""A letter over a stretch of a journal in a model's words: each sentence beside a quote that stands in the reflection.

A sentence whose reflection was not given, or whose quote does not stand in it word for word, is dropped.
"""

from collections.abc import Callable, Iterable
from datetime import date

from coach.answers import LetterLine, LetterWritten
from coach.model.answering import Excerpt
from coach.model.exchange import Exchange, Meter
from coach.model.server import Server
from coach.model.shown import LANGUAGES
from coach.model.veil import Veil
from coach.prompts import PROMPTS, load_prompt
from journal.language import Language
from journal.quotes import find_quote


def write_letter(
    server: Server,
    period: tuple[date, date],
    excerpts: Iterable[Excerpt],
    language: Language,
    *,
    people: Iterable[tuple[str, ...]] = (),
    hides: bool = True,
    pulse: Callable[[], None] = lambda: None,
) -> tuple[LetterLine, ...]:
    """The letter's sentences, each quote as it stands in its reflection; empty when none of them holds.

    Args:
        people: those whom memory knows, each with all names.
        hides: whether names, numbers and addresses stay home.

    Raises:
        KesanError: there was no usable answer.
        Cancelled: `pulse` stopped it.
    """
    given = {one.reflection_id: one for one in excerpts}
    veil = Veil([one.text for one in given.values()], people) if hides else None
    written = Exchange(server, Meter(), veil).ask(
        load_prompt(PROMPTS, "letter"),
        LetterWritten,
        pulse,
        period=f"{period[0].isoformat()} to {period[1].isoformat()}",
        excerpts="\n\n".join(
            f"[{one.reflection_id}] {one.on.isoformat()}\n{one.text.strip()}" for one in given.values()
        ),
        language=LANGUAGES[language],
    )
    return tuple(held for line in written.lines if (held := _held(line, given)) is not None)


def _held(line: LetterLine, given: dict[str, Excerpt]) -> LetterLine | None:
    """The line with its quote as it stands in the text, or None when it does not."""
    excerpt = given.get(line.cites.strip().strip("[]"))
    span = None if excerpt is None or not line.quote.strip() else find_quote(excerpt.text, line.quote)
    if excerpt is None or span is None or not line.sentence.strip():
        return None
    quote = excerpt.text[span.start : span.end]
    return line.model_copy(update={"cites": excerpt.reflection_id, "quote": quote, "sentence": line.sentence.strip()})
