"""How the user speaks to somebody: in which register, by which name, and with which word for "you"."""

import re
from enum import StrEnum

from coach.embedded.people import bare_name
from coach.embedded.word_lists import cue, data_file, word_list
from journal.language import Language


class Register(StrEnum):
    """Jakarta's gue and lo, the neutral aku, the formal saya."""

    GUE = "gue"
    AKU = "aku"
    SAYA = "saya"


def register_of(text: str) -> Register:
    """The register in which the note is written: the one whose word for "I" comes most often, aku when none does."""
    counts = {register: len(cue(f"says_{register.value}").findall(text)) for register in Register}
    best = max(counts, key=lambda register: counts[register])
    return best if counts[best] else Register.AKU


def register_towards(name: str, own: Register) -> Register:
    """The register of a message to `name` by somebody who writes in `own`: nobody says gue to "Pak Oei"."""
    title = _title(name)
    if title in word_list("older"):
        return Register.SAYA
    return Register.AKU if title and own is Register.GUE else own


def called(name: str) -> str:
    """The name as one writes it in a message: with capitals, without a bracketed remark."""
    plain = re.sub(r"\s*\(.*?\)", "", name)
    return " ".join(word[:1].upper() + word[1:] for word in plain.split())


def you(name: str, register: Register, language: Language) -> str:
    """The word for "you" towards `name`: the honorific where there is one."""
    words = data_file("voice", language)["you"]
    if language is Language.ENGLISH:
        return str(words[register.value])
    title = _title(name)
    if not title:
        # "Anda" is stiff towards somebody called by name: the name itself is the word.
        return called(name).split()[0] if register is Register.SAYA else str(words[register.value])
    return _you().get(title, title.capitalize())


def _you() -> dict[str, str]:
    """The word for "you" of each honorific that is not written as it is spoken."""
    return dict(pair.split("=") for pair in word_list("you_of"))


def _title(name: str) -> str:
    first = name.replace(".", " ").lower().split()
    if len(first) < 2 or first[0] == bare_name(name):  # noqa: PLR2004 a title and a name
        return ""
    titles = word_list("honorifics") | word_list("weak_honorifics")
    return first[0] if first[0] in titles else ""
