"""Every page and state that a user can come to, each with the way there, so that all of them are looked at: by axe-core
(`test_access`), and by people (`pictures`). The way is told in words of the page, so it goes in both languages."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, expect

from app.clock import today
from app.demo import fill
from app.kesan import Kesan
from app.passphrase import seal
from app.settings import Settings
from app.words import Words
from journal.language import Language
from tests.browser.conftest import Visit, serving

PASSPHRASE = "empat kata yang panjang"
LOCALES = {Language.INDONESIAN: "id-ID", Language.ENGLISH: "en-GB"}
CHAT = """20/11/26 20.15 - Bu Ratna: Halo, Mas. Ibu baru pulang dari rumah sakit, masih lemas
20/11/26 20.16 - Dimas: Alhamdulillah, Bu! Gimana keadaannya sekarang?
20/11/26 20.18 - Bu Ratna: Sudah mau makan. Aku capek banget sebenarnya, seminggu tidak tidur.
20/11/26 20.19 - Dimas: Kedengarannya berat. Siapa yang gantian jaga?
20/11/26 20.25 - Bu Ratna: Adikku. Makasih ya sudah tanya.
"""
CONTACTS = b"""BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bu Ratna Dewi\r\nEND:VCARD\r
BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Pak Bambang Sutrisno\r\nEND:VCARD\r\n"""
UNCLEAR = "Ketemu Pak Joko di parkiran."
NOBODY = "http://127.0.0.1:9/v1"  # the port at which nothing is ever served
DRAFT = "Di parkiran tadi Mbak Sari bilang makasih, katanya yang kuceritakan minggu lalu kepakai."
DEMO_LATEST, DEMO_CORRECTED = "demo-26", "demo-13"
HOMES = ("empty", "full", "served", "sealed")


class Guest:
    """A visitor who finds everything by its words."""

    def __init__(self, visit: Visit, language: Language) -> None:
        self.visit = visit
        self.page = visit.page
        self.say = Words(language)

    def click(self, words: str, role: str = "button", **values: object) -> None:
        """Clicks what is called so."""
        named = self.say(words, **values)
        self.page.get_by_role(role, name=named, exact=role == "link").first.click()  # type: ignore[arg-type]
        self.visit.settle()

    def press(self, key: str, which: str = "button") -> None:
        """Clicks what stands in the element of this key."""
        self.page.locator(f"[class*=st-key-{key}] {which}").first.click()
        self.visit.settle()

    def unfold(self, words: str, **values: object) -> None:
        """Opens what is folded under these words."""
        self.page.locator("[data-testid=stExpander] summary").filter(has_text=self.say(words, **values)).first.click()
        self.visit.settle()

    def sees(self, words: str, **values: object) -> None:
        """Waits until these words stand there."""
        expect(self.page.get_by_text(self.say(words, **values)).first).to_be_visible()

    def goes(self, page: str) -> None:
        """Follows the link to a page."""
        self.click(f"nav.{page}", "link")

    def writes(self, text: str) -> None:
        """Types into the one field."""
        self.page.get_by_label(self.say("writing.label")).fill(text)

    def fits(self) -> None:
        """Nothing reaches beyond the side of the screen."""
        wider = "main => main.scrollWidth - main.clientWidth"
        assert self.page.locator("[data-testid=stMain]").evaluate(wider) <= 0


class Place(NamedTuple):
    """A state: in which home it is found, at what address, and what is done there."""

    home: str
    path: str = "/"
    then: Callable[[Guest], None] = lambda _guest: None
    dark: bool = False
    whole: bool = True

    def reach(self, guest: Guest) -> Page:
        """The page in this state."""
        guest.visit.open(self.path)
        self.then(guest)
        guest.visit.settle()
        return guest.page


def _clicks(words: str, role: str = "button") -> Callable[[Guest], None]:
    return lambda guest: guest.click(words, role)


def _presses(*keys: str) -> Callable[[Guest], None]:
    def press(guest: Guest) -> None:
        for key in keys:
            guest.press(key)

    return press


def _unfolds(words: str) -> Callable[[Guest], None]:
    return lambda guest: guest.unfold(words)


def _person(then: Callable[[Guest], None] = lambda _guest: None, name: str = "Bu Ratna") -> Callable[[Guest], None]:
    def go(guest: Guest) -> None:
        card = guest.page.locator("[class*=st-key-tie_]").filter(has_text=name).first
        card.get_by_role("link").first.click()
        expect(guest.page.get_by_role("heading", level=1)).to_have_text(name)
        guest.visit.settle()
        then(guest)

    return go


def _sample(guest: Guest) -> None:
    guest.click("sample.try")
    guest.sees("sample.not_kept")


def _chat(guest: Guest) -> None:
    guest.writes(CHAT)
    guest.click("writing.keep")
    guest.sees("chat.me")


def _chat_facts(guest: Guest) -> None:
    _chat(guest)
    guest.page.get_by_label(guest.say("chat.me")).click()
    guest.page.get_by_role("option", name="Dimas").click()
    guest.visit.settle()
    guest.unfold("chat.see")


def _asked(guest: Guest) -> None:
    guest.press("reconnect")
    expect(guest.page.locator(".kesan-answer")).to_be_visible()
    guest.unfold("ask.step")


def _asked_on(guest: Guest) -> None:
    guest.press("reconnect")
    field = guest.page.get_by_label(guest.say("ask.follow"))
    field.fill("siapa lagi?")
    field.press("Enter")
    expect(guest.page.locator(".kesan-snippet").first).to_be_visible()


def _corrected(guest: Guest) -> None:
    guest.press("differ_")
    guest.page.get_by_role("menuitem").first.click()
    guest.visit.settle()
    guest.press("corrected_moves", "summary")


def _contacts(guest: Guest) -> None:
    field = guest.page.locator("[class*=st-key-contacts_file] input[type=file]")
    field.set_input_files({"name": "kontak.vcf", "mimeType": "text/vcard", "buffer": CONTACTS})
    guest.sees("contacts.start")


def _monthly(guest: Guest) -> None:
    guest.click("letter.month", "radio")
    guest.visit.settle()


def _named(guest: Guest) -> None:
    guest.unfold("naming.title")
    guest.press("likelier")


def _figures(guest: Guest) -> None:
    for one in (
        guest.page.locator("[data-testid=stExpander] summary").filter(has_text=guest.say("review.figures")).all()
    ):
        one.click()
    guest.unfold("compare.title")


def _ready_to_forget(guest: Guest) -> None:
    word = guest.say("forget.word")
    guest.page.get_by_label(guest.say("forget.type", word=word)).press_sequentially(word)
    expect(guest.page.locator(".st-key-forget_everything button")).to_be_enabled()


def _locked(guest: Guest) -> None:
    """The page that asks for the passphrase, whoever opened the journal before."""
    asked = guest.page.get_by_label(guest.say("lock.passphrase"))
    asked.or_(guest.page.locator(".st-key-masthead")).first.wait_for()
    if not asked.count():
        guest.visit.open("/settings")
        guest.press("lock_now")
    expect(asked).to_be_visible()


def _wrong_passphrase(guest: Guest) -> None:
    _locked(guest)
    guest.page.get_by_label(guest.say("lock.passphrase")).fill("bukan yang itu")
    guest.press("unlock_submit")
    expect(guest.page.get_by_role("alert")).to_be_visible()


def _unlocked(guest: Guest) -> None:
    """What there is to do about a passphrase in the settings."""
    _locked(guest)
    guest.page.get_by_label(guest.say("lock.passphrase")).fill(PASSPHRASE)
    guest.press("unlock_submit")
    guest.visit.open("/settings")
    guest.click("lock.off")


def _refused(guest: Guest) -> None:
    guest.writes(UNCLEAR)
    guest.click("writing.keep")
    expect(guest.page.get_by_role("alert")).to_be_visible()


def _tested(guest: Guest) -> None:
    guest.press("test_connection")
    expect(guest.page.get_by_role("alert")).to_be_visible()


PLACES: dict[str, Place] = {
    "first-visit": Place("empty"),
    "sample": Place("empty", then=_sample),
    "people-empty": Place("empty", "/people"),
    "review-empty": Place("empty", "/review"),
    "speak-not": Place("empty", then=_clicks("voice.speak"), whole=False),
    "journal": Place("full", dark=True),
    "journal-found": Place("full", "/?journal_query=rumah%20sakit"),
    "day": Place("full", then=_clicks("writing.day.0"), whole=False),
    "step-menu": Place("full", then=_presses("others_"), whole=False),
    "chat-bring": Place("full", then=_clicks("chat.bring"), whole=False),
    "chat": Place("full", then=_chat),
    "chat-facts": Place("full", then=_chat_facts),
    "gone": Place("full", "/?reflection=nothing"),
    "reading": Place("full", f"/?reflection={DEMO_LATEST}", dark=True),
    "reading-differs": Place("full", f"/?reflection={DEMO_CORRECTED}"),
    "reading-menu": Place("full", f"/?reflection={DEMO_LATEST}", _presses("differ_"), whole=False),
    "reading-corrected": Place("full", "/?reflection=demo-25", _corrected),
    "reading-forget": Place("full", f"/?reflection={DEMO_LATEST}", _clicks("forget.reflection"), whole=False),
    "reading-unclear": Place("full", "/?reflection=unclear"),
    "people": Place("full", "/people"),
    "people-network": Place("full", "/people", _unfolds("network.title"), dark=True),
    "people-filters": Place("full", "/people", _unfolds("people.filters")),
    "people-ask": Place("full", "/people", _asked, dark=True),
    "people-ask-on": Place("full", "/people", _asked_on),
    "person": Place("full", "/people", _person(), dark=True),
    "person-fact": Place("full", "/people", _person(_presses("fact_menu_")), whole=False),
    "person-who": Place("full", "/people", _person(_unfolds("who.title"))),
    "person-forget": Place("full", "/people", _person(_clicks("forget.person")), whole=False),
    "person-likelier": Place("full", "/people", _person(_presses("likelier"))),
    "review": Place("full", "/review", dark=True),
    "review-month": Place("full", "/review", _monthly),
    "review-named": Place("full", "/review", _named),
    "review-figures": Place("full", "/review", _figures),
    "review-filters": Place("full", "/review", _unfolds("archive.filters")),
    "review-contacts": Place("full", "/review", _contacts),
    "settings": Place("full", "/settings", dark=True),
    "settings-server": Place("full", "/settings", _unfolds("settings.server")),
    "settings-sent": Place("full", "/settings", _unfolds("names.show")),
    "settings-examined": Place("full", "/settings", _presses("examine")),
    "settings-lock": Place("full", "/settings", _clicks("lock.on"), whole=False),
    "settings-forget": Place("full", "/settings", _ready_to_forget),
    "draft-offered": Place("served"),
    "speak": Place("served", then=_clicks("voice.speak"), whole=False),
    "reading-refused": Place("served", then=_refused),
    "review-served": Place("served", "/review"),
    "settings-served": Place("served", "/settings", _tested),
    "unlock": Place("sealed", then=_locked, dark=True),
    "unlock-wrong": Place("sealed", then=_wrong_passphrase),
    "settings-sealed": Place("sealed", then=_unlocked, whole=False),
}


@contextmanager
def all_homes(folder: Path, wanted: tuple[str, ...] = HOMES) -> Iterator[dict[str, str]]:
    """The addresses of apps on the homes that the places are in."""
    with ExitStack() as stack:
        addresses = {}
        for name in wanted:
            home = folder / name
            _FILLED[name](home)
            served = serving(home, OPENAI_BASE_URL=NOBODY) if name == "served" else serving(home)
            addresses[name] = stack.enter_context(served)
        yield addresses


def _empty(home: Path) -> None:
    """A first visit."""
    del home


def _full(home: Path) -> None:
    """The demo's journal, and a note that says too little."""
    kesan = Kesan.open(Settings(KESAN_HOME=home))
    fill(kesan)
    row = json.dumps({"id": "unclear", "date": today().isoformat(), "text": UNCLEAR})
    (home / "unclear.jsonl").write_text(row, encoding="utf-8")
    kesan.notebook().import_file(home / "unclear.jsonl")
    kesan.notebook().read("unclear")
    kesan.close()


def _served(home: Path) -> None:
    """A model server that is switched off, one reflection, and what another browser was writing."""
    kesan = Kesan.open(Settings(KESAN_HOME=home))
    kept = kesan.notebook().keep("Ngopi sama Bu Ratna. Aku tanya kabar ibunya, dia cerita lama.")
    kesan.notebook().read(kept.reflection.id, "embedded")
    kesan.notebook().keep_draft("0011223344556677", "Rapat dengan Pak Joko, aku cuma dengar.")
    kesan.notebook().keep_draft("8899aabbccddeeff", DRAFT)
    kesan.close()


def _sealed(home: Path) -> None:
    """A journal under a passphrase."""
    Kesan.open(Settings(KESAN_HOME=home)).close()
    seal(home, PASSPHRASE)


_FILLED: dict[str, Callable[[Path], None]] = {
    "empty": _empty,
    "full": _full,
    "served": _served,
    "sealed": _sealed,
}
