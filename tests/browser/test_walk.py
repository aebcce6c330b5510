"""The whole way that a user goes, once for each screen and language, on one server whose journal is empty again at
the end of each: first visit, sample, own note, reading, step, what is due, people, asking, review, export, and
forgetting."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from app.clock import today
from journal.language import Language
from tests.browser.conftest import serving, visiting
from tests.browser.places import LOCALES, Guest

pytestmark = pytest.mark.browser

NOTE = (
    "Makan siang sama Bu Ratna, dulu satu kantor. Aku tanya kabar ibunya dan dia cerita lama, sampai matanya"
    " berkaca-kaca. Aku cuma dengar. Aku janji kirim nomor dokter ibuku."
)
AGO = {Language.INDONESIAN: "tiga minggu lalu", Language.ENGLISH: "three weeks ago"}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app on an empty home."""
    with serving(tmp_path_factory.mktemp("walk") / "home") as address:
        yield address


class Walk(Guest):
    """A user who goes the whole way."""

    def tries_the_sample(self) -> None:
        self.visit.open()
        self.click("sample.try")
        self.sees("sample.not_kept")
        self.fits()
        self.click("sample.done")

    def keeps_a_note(self) -> None:
        self.click("writing.day.0")
        self.page.get_by_label(self.say("writing.day")).fill(AGO[self.say.language])
        expect(self.page.get_by_text(self.say.weekday(today() - timedelta(days=21)))).to_be_visible()
        self.page.keyboard.press("Escape")
        self.writes(NOTE)
        self.click("writing.keep")
        self.sees("reading.text")
        expect(self.page.locator("mark").first).to_be_visible()
        self.fits()

    def sees_a_move_differently(self) -> None:
        self.page.locator("[class*=st-key-differ_] button").first.click()
        self.page.get_by_role("menuitem").first.click()
        self.visit.settle()
        self.sees("move.corrected", count=1)

    def accepts_the_step(self) -> None:
        self.click("step.to.accepted")
        self.sees("step.state.accepted")

    def sees_what_is_due(self) -> None:
        self.goes("journal")
        self.sees("journal.due")
        self.fits()

    def puts_it_off(self) -> None:
        self.goes("journal")
        due = self.page.locator("[class*=st-key-due_]")
        expect(due).to_have_count(1)
        due.get_by_role("button", name=self.say("step.others")).click()
        self.page.locator("[class*=st-key-snooze_30_] button").click()
        expect(due).to_have_count(0)
        self.visit.settle()

    def looks_at_the_person(self) -> None:
        self.goes("people")
        self.page.locator("[class*=st-key-tie_]").first.get_by_role("link").click()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Bu Ratna")
        self.sees("forget.person")
        self.visit.settle()
        self.fits()

    def asks(self) -> None:
        self.goes("people")
        expect(self.page.get_by_text("Bu Ratna").first).to_be_visible()
        self.click("ask.reconnect_now")
        expect(self.page.locator(".kesan-answer")).to_contain_text("Ratna")
        self.fits()

    def looks_back_and_exports(self, folder: Path) -> None:
        self.goes("review")
        self.sees("review.months")
        self.fits()
        assert b"Bu Ratna" in self.downloads(self.say("exchange.out.jsonl"), folder)
        assert b"<blockquote" in self.downloads(self.say("letter.print"), folder)
        assert self.downloads(self.say("picture.save"), folder).startswith(b"\x89PNG")

    def downloads(self, button: str, folder: Path) -> bytes:
        """The file that a button hands over."""
        with self.page.expect_download() as download:
            self.page.get_by_role("button", name=button).first.click()
        download.value.save_as(folder / "file")
        return (folder / "file").read_bytes()

    def forgets_everything(self) -> None:
        self.goes("settings")
        self.fits()
        word = self.say("forget.word")
        self.page.get_by_label(self.say("forget.type", word=word)).press_sequentially(word)
        expect(self.page.locator(".st-key-forget_everything button")).to_be_enabled()
        self.click("forget.everything")
        self.sees("forget.everything.done")
        self.goes("journal")
        self.sees("sample.title")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
@pytest.mark.parametrize("language", list(Language))
def test_a_user_goes_the_whole_way(
    chromium: Browser, address: str, tmp_path: Path, language: Language, *, phone: bool
) -> None:
    with visiting(chromium, address, phone=phone, locale=LOCALES[language]) as visit:
        walk = Walk(visit, language)
        walk.tries_the_sample()
        walk.keeps_a_note()
        walk.sees_a_move_differently()
        walk.accepts_the_step()
        walk.sees_what_is_due()
        walk.looks_at_the_person()
        walk.asks()
        walk.puts_it_off()
        walk.looks_back_and_exports(tmp_path)
        walk.forgets_everything()
        assert visit.abroad == []


def test_a_person_a_reflection_and_a_search_have_addresses(chromium: Browser, kept_app: str) -> None:
    with visiting(chromium, kept_app) as visit:
        page = visit.open("/?journal_query=rumah%20sakit")
        expect(page.get_by_label("Cari", exact=True)).to_have_value("rumah sakit")
        page.locator("[class*=st-key-row_]").first.get_by_role("link").click()
        expect(page.get_by_text("Kamu melihatnya berbeda?")).to_be_visible()
        reflection = page.url
        page.get_by_role("link", name="Lihat orangnya").first.click()
        expect(page.get_by_text("Pertemuan", exact=True)).to_be_visible()
        person = page.url
        for url, shown in ((reflection, "Kamu melihatnya berbeda?"), (person, "Pertemuan")):
            page.goto(url)
            expect(page.get_by_text(shown, exact=True)).to_be_visible()
