"""Every word that a page or a command says, in the user's language, from `locale/`.

The two files have the same keys; a sentence's values stand in `{braces}`.
"""

import json
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_decimal

from journal.errors import KesanError
from journal.language import Language

_FOLDER = Path(__file__).resolve().parent.parent / "locale"


class Words:
    """The sentences of one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._sentences = _load(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of `key`, with its values in place. A missing key raises KeyError: a defect of ours."""
        return self._sentences[key].format(**values)

    def day(self, day: date) -> str:
        """A date as people of this language write it: "24 November 2026"."""
        return format_date(day, "d MMMM y", locale=self.language.value)

    def weekday(self, day: date) -> str:
        """A date with its day of the week: "Selasa, 24 November 2026"."""
        return format_date(day, "EEEE, d MMMM y", locale=self.language.value)

    def month(self, day: date) -> str:
        """A month as people of this language write it: "Nov 2026"."""
        return format_date(day, "MMM y", locale=self.language.value)

    def number(self, value: float) -> str:
        """A number as people of this language write it: "1,5" or "1.5"."""
        return format_decimal(value, "#,##0.0", locale=self.language.value)

    def problem(self, error: KesanError) -> str:
        """The error's sentence: what happened and what mends it."""
        return self.trouble(error.words, error.context)

    def trouble(self, words: str, context: dict[str, object]) -> str:
        """The sentence of an error that was stored by its key and context."""
        if words == "error.model_busy" and context.get("seconds") is None:
            return self("error.model_busy_unknown")
        try:
            return self(words, **context)
        except KeyError:  # stored by another version of Kesan
            return self("error.unknown")


def words_for(locale: str | None) -> Words:
    """The words for a browser's or a system's locale such as "id-ID": English where it is English, else
    Indonesian, whose speakers Kesan is made for first."""
    english = (locale or "").lower().startswith("en")
    return Words(Language.ENGLISH if english else Language.INDONESIAN)


@cache
def _load(language: Language) -> dict[str, str]:
    sentences: dict[str, str] = json.loads((_FOLDER / f"{language.value}.json").read_text(encoding="utf-8"))
    return sentences
