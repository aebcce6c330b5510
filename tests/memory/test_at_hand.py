"""Names from contacts and drafts: each name once, each browser's draft its own."""

from datetime import timedelta

from journal.contacts import Contact
from journal.draft import Draft
from memory.record import OwnedRecord
from tests.memory.fakes import NOON


def draft(device: str, text: str, minutes: int = 0) -> Draft:
    """What is being written in a browser."""
    return Draft(device=device, text=text, saved_at=NOON + timedelta(minutes=minutes))


def test_a_contact_is_kept_once_whatever_the_case_and_the_honorific(owned: OwnedRecord) -> None:
    given = [Contact(name="Bu Ratna Sari"), Contact(name="ratna sari"), Contact(name="Ratna")]
    assert owned.add_contacts(given) == 2
    assert owned.add_contacts(given) == 0


def test_a_contact_that_is_there_learns_what_else_they_are_called(owned: OwnedRecord) -> None:
    owned.add_contacts([Contact(name="Bambang Riyadi")])
    owned.add_contacts([Contact(name="Bambang Riyadi", also=("Bams",))])
    assert owned.contacts_named_in("ngopi sama bams") == (Contact(name="Bambang Riyadi", also=("Bams",)),)


def test_only_those_are_found_of_whom_a_text_may_speak(owned: OwnedRecord) -> None:
    owned.add_contacts([Contact(name="Ratna Sari"), Contact(name="Sari Dewi"), Contact(name="Tomas")])
    assert [one.name for one in owned.contacts_named_in("Makan siang sama Ratna.")] == ["Ratna Sari"]


def test_the_newest_draft_comes_first_and_no_browser_overwrites_another(owned: OwnedRecord) -> None:
    owned.keep_draft(draft("phone", "di parkiran"))
    owned.keep_draft(draft("desk", "di kantor", 1))
    owned.keep_draft(draft("phone", "di parkiran tadi", 2))
    assert [one.text for one in owned.drafts()] == ["di parkiran tadi", "di kantor"]


def test_an_empty_draft_is_none(owned: OwnedRecord) -> None:
    owned.keep_draft(draft("phone", "di parkiran"))
    owned.keep_draft(draft("phone", " "))
    assert owned.drafts() == ()


def test_of_very_many_browsers_the_oldest_drafts_go(owned: OwnedRecord) -> None:
    for number in range(14):
        owned.keep_draft(draft(f"browser-{number}", "teks", number))
    assert [one.device for one in owned.drafts()][-1] == "browser-4"
