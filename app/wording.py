"""An answer in a language model's words: from the reflections that were found alone, each sentence citing them."""

from collections.abc import Callable

from coach.asking import Answer
from coach.model.answering import Excerpt, word_answer
from coach.model.server import Server
from journal.errors import Cancelled, KesanError
from journal.language import Language
from memory.record import OwnedRecord


def worded(
    answer: Answer,
    question: str,
    record: OwnedRecord,
    server: Server,
    language: Language,
    *,
    hides: bool = True,
    pulse: Callable[[], None] = lambda: None,
) -> Answer:
    """The answer in the model's words, its cited reflections first; as it was when the model gives none.

    People, reasons and steps stay as they are: wording improves, facts don't change. With `hides`, names, numbers
    and addresses stay home.

    Raises:
        Cancelled: `pulse`, called while the model is waited for, stopped it.
    """
    entries = record.entries_by_id(answer.reflections)
    excerpts = [
        Excerpt(reflection_id=entry.reflection.id, on=entry.reflection.on, text=entry.reflection.text)
        for entry in entries
    ]
    if not excerpts:
        return answer
    try:
        people = [(one.name, *one.aliases) for one in record.everybody()]
        answered = word_answer(server, question, excerpts, language, people=people, hides=hides, pulse=pulse)
    except Cancelled:
        raise
    except KesanError:
        return answer
    if not answered.told and any(person.step for person in answer.people):
        return answer  # whom to write to was ranked from the record: a model that misses it takes nothing away
    if not answered.told:
        return answer.model_copy(update={"found": False, "answer": answered.not_told or answer.answer})
    sentences = [told.sentence for told in answered.told] + [answered.not_told]
    cited = [cite for told in answered.told for cite in told.cites]
    return answer.model_copy(
        update={
            "found": True,
            "answer": " ".join(filter(None, sentences)),
            "reflections": tuple(dict.fromkeys((*cited, *answer.reflections))),
        }
    )
