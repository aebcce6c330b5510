"""Names from contacts, as each service exports them; nothing but names."""

from pathlib import Path

import pytest

from app.contacts import contacts_in, is_contacts
from journal.contacts import Contact
from journal.errors import NoContactsFound

RATNA, TOMAS = Contact(name="Ratna Sari"), Contact(name="Tomas", also=("Tom",))
APPLE = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//iPhone OS 18.1//EN
N:Sari;Ratna;;;
FN:Ratna Sari
item1.TEL;type=pref:+62 812
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ
END:VCARD
BEGIN:VCARD
VERSION:3.0
N:;Tomas;;;
FN:Tomas
NICKNAME:Tom
END:VCARD
"""
ANDROID = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=42=75=20=53=72=69;;;
FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=42=75=20=53=72=69
TEL;CELL:0812
END:VCARD
"""
GOOGLE = "First Name,Middle Name,Last Name,Nickname,E-mail 1 - Value\nRatna,,Sari,,r@example.id\nTomas,,,Tom,\n"
OLDER_GOOGLE = "Name,Given Name,Additional Name,Family Name,Nickname\nRatna Sari,Ratna,,Sari,\nTomas,,,,Tom\n"
OUTLOOK = (
    '"First Name","Middle Name","Last Name","Nickname","E-mail Address"\n'
    '"Ratna","","Sari","",""\n"Tomas","","","Tom",""\n'
)
LINKEDIN = (
    'Notes:\n"When exporting your connection data, you may notice ..."\n\n'
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ratna,Sari,https://x,,PLN,Manager,1 Nov 2026\n"
)


@pytest.mark.parametrize("text", [APPLE, GOOGLE, OLDER_GOOGLE, OUTLOOK], ids=["apple", "google", "google-2", "outlook"])
def test_each_service_tells_its_names(text: str) -> None:
    assert contacts_in("contacts.vcf" if "VCARD" in text else "contacts.csv", text.encode()) == (RATNA, TOMAS)


def test_a_quoted_printable_card_is_read() -> None:
    assert contacts_in("00001.vcf", ANDROID.encode()) == (Contact(name="Bu Sri"),)


def test_linkedin_s_note_above_the_columns_is_passed_over() -> None:
    assert contacts_in("Connections.csv", LINKEDIN.encode()) == (RATNA,)


def test_a_name_that_stands_twice_comes_once() -> None:
    assert contacts_in("contacts.csv", (GOOGLE + "RATNA,,SARI,,\n").encode()) == (RATNA, TOMAS)


def test_what_is_an_address_is_no_name() -> None:
    assert contacts_in("contacts.csv", (GOOGLE + "budi@example.id,,,,\n").encode()) == (RATNA, TOMAS)


@pytest.mark.parametrize("content", [b"", b"FROM,CONTENT\nA,B\n", b"\x00\x01", b"BEGIN:VCARD\nEND"])
def test_a_file_without_names_is_refused(content: bytes) -> None:
    with pytest.raises(NoContactsFound):
        contacts_in("contacts.csv", content)


def test_linkedin_s_messages_are_no_contacts(tmp_path: Path) -> None:
    path = tmp_path / "messages.csv"
    path.write_text("CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,SUBJECT,CONTENT\n1,,Ratna,Tom,,,Halo\n")
    assert not is_contacts(path)
