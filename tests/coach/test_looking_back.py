"""What stands before a pitch."""

from datetime import date

import pytest

from coach.looking_back import Talk, TriggerKind, triggers, usual
from journal.reading import Reading, verbatim_moves
from journal.signals import Signal, Verdict
from tests.memory.fakes import reading

DAY = date(2026, 11, 20)


def talk(text: str, *noted: tuple[Signal, str], name: str = "r1") -> Talk:
    moves, missing = verbatim_moves(text, noted)
    assert not missing
    read: Reading = reading(verdict=Verdict.MIXED).model_copy(update={"moves": moves})
    return Talk(reflection_id=name, on=DAY, text=text, verdict=Verdict.MIXED, reading=read)


def pitch(before: str, name: str = "r1") -> Talk:
    return talk(f"{before} Aku buka demo produkku.", (Signal.PRODUCT_STEERING, "Aku buka demo produkku."), name=name)


@pytest.mark.parametrize(
    ("before", "kind"),
    [
        ("Dia mengeluh gudangnya berantakan.", TriggerKind.PROBLEM),
        ("He said they struggle with payroll.", TriggerKind.PROBLEM),
        ("Kami sempat hening agak lama.", TriggerKind.SILENCE),
        ("Ternyata dia direktur pabrik.", TriggerKind.RANK),
        ("Dia tanya aku kerja apa.", TriggerKind.ASKED),
        ("Targetku bulan ini jauh.", TriggerKind.TARGET),
        ("Kami makan bakso.", None),
    ],
)
def test_what_stands_before_a_pitch_is_its_trigger(before: str, kind: TriggerKind | None) -> None:
    assert [one.kind for one in triggers([pitch(before)])] == [kind]


def test_a_trigger_is_told_in_the_users_words() -> None:
    (one,) = triggers([pitch("Kami sempat hening agak lama.")])
    assert one.quote == "Kami sempat hening agak lama."


def test_a_talk_without_a_pitch_has_no_trigger() -> None:
    assert triggers([talk("Kami sempat hening.", (Signal.LISTENING, "Kami sempat hening."))]) == ()


def test_once_is_no_pattern() -> None:
    assert usual(triggers([pitch("Kami hening."), pitch("Dia direktur.")])) is None


def test_twice_is_a_pattern_with_both_of_its_talks() -> None:
    found = usual(triggers([pitch("Kami hening.", "a"), pitch("Dia direktur.", "b"), pitch("Lalu canggung.", "c")]))
    assert found is not None
    assert (found[0], [one.reflection_id for one in found[1]]) == (TriggerKind.SILENCE, ["a", "c"])
