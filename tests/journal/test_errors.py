"""The error tree: every leaf has its sentence in both languages, and carries its context as attributes."""

import inspect
import json
import pickle
import string
from pathlib import Path

import pytest

from journal import errors
from journal.errors import Cancelled, KesanError, ModelMisbehaved, OurFault, UserMustAct, WaitAndRetry

LOCALE = Path(__file__).resolve().parents[2] / "locale"
BRANCHES = (UserMustAct, WaitAndRetry, ModelMisbehaved, OurFault)
SENTENCES = {
    language: json.loads((LOCALE / f"{language}.json").read_text(encoding="utf-8")) for language in ("id", "en")
}


def leaves() -> list[type[KesanError]]:
    """Every error that is raised."""
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, KesanError)]
    return [kind for kind in found if kind not in (KesanError, *BRANCHES)]


def context_of(kind: type[KesanError]) -> dict[str, object]:
    """Some context for an error: 7 for each of its attributes."""
    parameters = inspect.signature(kind.__init__).parameters.values()
    return {one.name: 7 for one in parameters if one.kind is inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("kind", leaves())
def test_somebody_must_act_on_every_error(kind: type[KesanError]) -> None:
    assert issubclass(kind, (*BRANCHES, Cancelled))


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", leaves())
def test_every_error_has_a_sentence_of_its_own(kind: type[KesanError], language: str) -> None:
    assert kind.words != KesanError.words
    assert SENTENCES[language][kind.words].endswith(".")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("kind", leaves())
def test_a_sentence_uses_only_what_its_error_carries(kind: type[KesanError], language: str) -> None:
    placeholders = {name for _, name, _, _ in string.Formatter().parse(SENTENCES[language][kind.words]) if name}
    assert placeholders <= context_of(kind).keys()


@pytest.mark.parametrize("kind", leaves())
def test_an_error_survives_its_way_between_processes(kind: type[KesanError]) -> None:
    error = kind(**context_of(kind))
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 our own bytes
    assert (type(again), again.context) == (kind, error.context)


@pytest.mark.parametrize("kind", leaves())
def test_every_error_stands_in_the_tree_at_the_top_of_the_file(kind: type[KesanError]) -> None:
    assert errors.__doc__ is not None
    assert kind.__name__ in errors.__doc__
