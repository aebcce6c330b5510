"""Chats brought in from files."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.chats import chats_in, is_chat, reflections_of
from journal.errors import NoChatFound, WhoAreYou

NOW, TODAY = datetime(2026, 11, 25, 3, tzinfo=UTC), date(2026, 11, 25)
EXPORT = """20/11/26 20.15 - Bu Ratna: Halo, Mas
20/11/26 20.16 - Yudi: Halo Bu! Gimana kabar ibunya?
20/11/26 20.18 - Bu Ratna: Sudah pulang.
24/11/26 08.02 - Yudi: Titip salam ya
"""


def zipped(**files: str) -> bytes:
    """A zip of texts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in files.items():
            archive.writestr(f"{name}.txt", text)
    return packed.getvalue()


def test_an_iphone_s_zip_names_the_other() -> None:
    assert chats_in("WhatsApp Chat - Bu Ratna.zip", zipped(_chat=EXPORT))[0].title == "Bu Ratna"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"Makan siang sama Bu Ratna.", b"\xff\xfe\x00"])
def test_what_is_no_chat_is_refused(content: bytes) -> None:
    with pytest.raises(NoChatFound):
        chats_in("x.txt", content)


def test_each_talk_becomes_a_reflection_of_its_day() -> None:
    chats = chats_in("Chat WhatsApp dengan Bu Ratna.txt", EXPORT.encode())
    made = list(reflections_of(chats, None, NOW, TODAY))
    assert [(one.on, one.text.splitlines()[2]) for one in made] == [
        (date(2026, 11, 20), "Bu Ratna: Halo, Mas"),
        (date(2026, 11, 24), "Aku: Titip salam ya"),
    ]


def test_the_same_chat_gives_the_same_ids() -> None:
    chats = chats_in("x.txt", EXPORT.encode())
    first, again = (tuple(one.id for one in reflections_of(chats, "Yudi", NOW, TODAY)) for _ in range(2))
    assert first == again


@pytest.mark.parametrize("me", [None, "Tono"])
def test_who_the_user_is_must_be_known(me: str | None) -> None:
    with pytest.raises(WhoAreYou) as refused:
        list(reflections_of(chats_in("x.txt", EXPORT.encode()), me, NOW, TODAY))
    assert refused.value.context["names"] == "Bu Ratna, Yudi"


def test_a_zip_of_markdown_is_no_chat(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("one.md", "x")
    assert not is_chat(path)
