"""The deterministic refusals: what is never allowed is caught, what is merely near it is not."""

import json
from pathlib import Path

import pytest

from coach.step_rules import broken_rule
from journal.language import Language

DATA = Path(__file__).parents[2] / "data"


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ("Kirim daftar harga ke Pak Heru.", "price"),
        ("Reply with congratulations and a discount code.", "price"),
        ("Send her https://example.com/offer today.", "link"),
        ("Titip brosur lewat satpam.", "sales_material"),
        ("Email the headmaster the case study.", "sales_material"),
        ("Set meeting sama GM hotel, push for Selasa.", "asks_for_time"),
        ("Minta Bu Ani merekomendasikanmu ke temannya.", "referral"),
        ("Pastikan Bu Lurah kasih dukungannya.", "decision"),
        ("Ask Reza whether he saw the invoice.", "chases"),
        ("Antar kue, sekalian tawarkan alatmu.", "offers_product"),
        ("Bantu pindahan biar dia sungkan menolak.", "gives_to_get"),
    ],
)
def test_a_sale_is_refused_by_name(step: str, rule: str) -> None:
    assert broken_rule(step, Language.INDONESIAN) == rule


@pytest.mark.parametrize(
    "step",
    [
        "Jangan bawa brosur, dengarkan saja.",
        "Write her one line, and no price in it.",
        "Temani Bu Sum tanpa menyinggung tagihan sama sekali.",
        "Bilang draft proposalnya kamu simpan dulu, lalu tanya ibunya.",
        "Take the lab offer off the table and say sorry.",
        "Tepati janjimu bawain Pak Oei sempoa.",
        "Ask after her mother, and only listen.",
    ],
)
def test_what_is_told_not_to_be_done_breaks_nothing(step: str) -> None:
    assert broken_rule(step, Language.INDONESIAN) is None


@pytest.mark.parametrize("file", ["dev/steps.jsonl", "steps_train.jsonl"])
def test_sincere_steps_are_hardly_ever_refused(file: str) -> None:
    rows = [json.loads(line) for line in (DATA / file).read_text(encoding="utf-8").splitlines()]
    sincere = [row["text"] for row in rows if not row["transactional"]]
    refused = [text for text in sincere if broken_rule(text, Language.INDONESIAN)]
    assert len(refused) <= 0.06 * len(sincere)


@pytest.mark.parametrize(
    "step",
    [
        "Besok kirim permintaan maaf pendek dan tarik yang kamu tawarkan di mobil.",
        "Antarkan suratnya, minta maaf singkat untuk yang sempat kamu tawarkan, jangan membawa apa pun selain itu.",
        "Tell her you are sorry for what you sell having come up at all.",
    ],
)
def test_an_apology_for_an_offer_is_no_offer(step: str) -> None:
    assert broken_rule(step, Language.INDONESIAN) is None


def test_an_apology_before_an_offer_does_not_hide_it() -> None:
    assert (
        broken_rule("Minta maaf baru sempat, lalu kirim yang kamu tawarkan.", Language.INDONESIAN) == "offers_product"
    )
