"""Chats as their apps export them."""

from datetime import date, datetime

import pytest

from journal.chat import Message, as_text, chat_within, linkedin_chats, named_lines, own_name, talks, whatsapp_chat
from journal.chat_facts import facts_of

ANDROID_ID = """24/11/26 20.15 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info selengkapnya.
24/11/26 20.15 - Bu Ratna: Halo, Mas
24/11/26 20.16 - Yudi: Halo Bu! Gimana kabar ibunya?
24/11/26 20.17 - Bu Ratna: <Media tidak disertakan>
24/11/26 20.18 - Bu Ratna: Sudah pulang.
Masih lemas, tapi senang.
25/11/26 08.02 - Yudi: Syukurlah"""
ANDROID_GB = """24/11/2026, 20:15 - Sarah Lim: Hi there
24/11/2026, 20:16 - Tom: Hi! How is your mother?
24/11/2026, 20:17 - Sarah Lim: This message was deleted
24/11/2026, 20:18 - Sarah Lim: Home again: weak, but glad."""
ANDROID_US = """11/24/26, 8:15\u202fPM - Sarah Lim: Hi there
11/24/26, 8:16\u202fPM - Tom: Hi! How is your mother?
11/25/26, 12:01\u202fAM - Sarah Lim: Home again"""
IOS_ID = """[24/11/26 20.15.33] Bu Ratna: \u200ePesan dan panggilan dienkripsi secara end-to-end.
[24/11/26 20.15.40] Bu Ratna: Halo, Mas
\u200e[24/11/26 20.16.02] Bu Ratna: \u200egambar tidak disertakan
[24/11/26 20.16.30] Yudi: Gimana kabar ibunya?"""
IOS_US = """[11/24/26, 8:15:33 PM] Sarah Lim: Hi there
[11/24/26, 8:16:02 PM] Tom: How is your mother?"""
EXPORTS = (
    (ANDROID_ID, ("Bu Ratna", "Yudi", "Bu Ratna", "Yudi"), datetime(2026, 11, 24, 20, 15)),
    (ANDROID_GB, ("Sarah Lim", "Tom", "Sarah Lim"), datetime(2026, 11, 24, 20, 15)),
    (ANDROID_US, ("Sarah Lim", "Tom", "Sarah Lim"), datetime(2026, 11, 24, 20, 15)),
    (IOS_ID, ("Bu Ratna", "Yudi"), datetime(2026, 11, 24, 20, 15, 40)),
    (IOS_US, ("Sarah Lim", "Tom"), datetime(2026, 11, 24, 20, 15, 33)),
)
LINKEDIN = """CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT
a,,Tom Reed,,Sarah Lim,,2026-11-20 10:00:00 UTC,,"Thanks, that helped."
a,,Sarah Lim,,Tom Reed,,2026-11-19 09:00:00 UTC,,Here is the list
b,,Tom Reed,,Ana Wu,,2026-11-24 10:00:00 UTC,,Shall we talk?
"""


def said(sender: str, text: str, at: datetime | None = None) -> Message:
    return Message(at=at, sender=sender, text=text)


@pytest.mark.parametrize(("export", "senders", "first"), EXPORTS)
def test_an_export_tells_who_wrote_when(export: str, senders: tuple[str, ...], first: datetime) -> None:
    chat = whatsapp_chat(export)
    assert chat is not None
    assert tuple(message.sender for message in chat.messages) == senders
    assert chat.messages[0].at == first


def test_a_message_of_several_lines_is_one() -> None:
    chat = whatsapp_chat(ANDROID_ID)
    assert chat is not None
    assert chat.messages[2].text == "Sudah pulang.\nMasih lemas, tapi senang."


def test_midnight_is_the_first_hour() -> None:
    chat = whatsapp_chat(ANDROID_US)
    assert chat is not None
    assert chat.messages[-1].at == datetime(2026, 11, 25, 0, 1)


def test_days_that_could_be_months_are_read_in_the_order_in_which_time_runs() -> None:
    chat = whatsapp_chat("01/12/26, 10:00 - A: x\n02/11/26, 10:00 - B: y")
    assert chat is not None
    assert [message.at and message.at.date() for message in chat.messages] == [date(2026, 1, 12), date(2026, 2, 11)]


@pytest.mark.parametrize("text", ["", "Makan siang sama Bu Ratna.", "24/11/26 makan siang: enak"])
def test_a_note_is_no_chat(text: str) -> None:
    assert whatsapp_chat(text) is None


def test_the_file_names_the_other_and_so_the_user() -> None:
    chat = whatsapp_chat(ANDROID_ID, "Chat WhatsApp dengan Bu Ratna.txt")
    assert chat is not None
    assert own_name([chat]) == "Yudi"


def test_a_chat_of_two_whose_file_says_nothing_leaves_it_open_who_is_the_user() -> None:
    chat = whatsapp_chat(ANDROID_ID)
    assert chat is not None
    assert own_name([chat]) is None


def test_linkedin_has_a_chat_for_each_conversation_latest_first() -> None:
    chats = linkedin_chats(LINKEDIN)
    assert [[message.sender for message in chat.messages] for chat in chats] == [
        ["Tom Reed"],
        ["Sarah Lim", "Tom Reed"],
    ]
    assert own_name(chats) == "Tom Reed"


def test_another_csv_is_no_chat() -> None:
    assert linkedin_chats("name,email\nA,b@c") == ()


def test_lines_with_names_are_a_chat() -> None:
    chat = named_lines("Ratna: Halo\nAku: Halo juga\nRatna: Lagi apa?")
    assert chat is not None
    assert chat.senders == ("Ratna", "Aku")


def test_a_note_with_colons_is_no_chat() -> None:
    assert named_lines("Hari ini: ketemu Bu Ratna.\nDia cerita lama.\nCatatan: kirim nomor.") is None


def test_a_pause_of_half_a_day_begins_another_talk() -> None:
    chat = whatsapp_chat(ANDROID_ID)
    assert chat is not None
    assert [len(talk) for talk in talks([*chat.messages, said("Yudi", "Halo lagi", datetime(2026, 12, 1, 9))])] == [
        4,
        1,
    ]


def test_a_talk_reads_as_lines_with_me_in_it() -> None:
    messages = [said("Yudi", "Halo"), said("Yudi", "apa kabar?"), said("Ratna", "Baik")]
    assert as_text(messages, "Yudi", "Aku") == "Aku: Halo\nAku: apa kabar?\nRatna: Baik"


def test_facts_count_who_wrote_who_asked_and_who_asked_on() -> None:
    messages = [said("Yudi", "Halo, apa kabar?"), said("Ratna", "Baik, ibu sakit"), said("Yudi", "Sakit apa?")]
    mine = facts_of(messages, "Yudi").mine
    assert (mine.messages, mine.words, mine.questions, mine.follow_ups) == (2, 5, 2, 1)


def test_facts_count_what_was_left_without_an_answer() -> None:
    messages = [said("Ratna", "Baik"), said("Yudi", "Jadi ikut?"), said("Yudi", "Bu?")]
    facts = facts_of(messages, "Yudi")
    assert (facts.unanswered, facts.waiting) == (2, 0)


def test_a_chat_is_found_within_a_note() -> None:
    chat = chat_within("Aku agak kikuk.\n\nAku: Halo\nRatna: Halo juga\nAku: Apa kabar?\n\nTernyata dia lelah.")
    assert chat is not None
    assert len(chat.messages) == 3
