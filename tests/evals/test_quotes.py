from evals.quotes import measure
from journal.reading import PersonRead
from journal.signals import Signal, Verdict
from tests.evals.fakes import ToldReader, case, reading

TEXT = "I listened to her. Then I sent the price."


def test_a_quote_that_stands_in_the_text_is_verbatim() -> None:
    told = reading(Verdict.MIXED, TEXT, ((Signal.LISTENING, "I listened to her"),))
    assert measure([case("a", Verdict.MIXED, TEXT)], ToldReader({TEXT: told})).verbatim.value == 1.0


def test_a_quote_from_elsewhere_is_named() -> None:
    told = reading(Verdict.MIXED, "Other words, other day", ((Signal.LISTENING, "Other words"),))
    figures = measure([case("a", Verdict.MIXED, TEXT)], ToldReader({TEXT: told}))
    assert figures.verbatim.value == 0.0
    assert figures.not_verbatim == ("a",)


def test_what_people_care_about_must_be_the_user_s_words() -> None:
    person = PersonRead(name="Rina", cares_about=("the price", "gardens"))
    told = reading(Verdict.MIXED, people=(person,))
    assert measure([case("a", Verdict.MIXED, TEXT)], ToldReader({TEXT: told})).own_words.value == 0.5


def test_evidence_counts_as_marked_where_a_move_of_its_signal_overlaps_it() -> None:
    evidence = [
        {"quote": "listened to her", "signal": "listening"},
        {"quote": "sent the price", "signal": "product_steering"},
    ]
    noted = ((Signal.LISTENING, "I listened"), (Signal.PUSHING, "Then I sent"))
    told = reading(Verdict.MIXED, TEXT, noted)
    figures = measure([case("a", Verdict.MIXED, TEXT, evidence=evidence)], ToldReader({TEXT: told}))
    assert (figures.evidence.hits, figures.evidence.of) == (1, 2)
    assert (figures.evidence_side.hits, figures.evidence_side.of) == (2, 2)


def test_an_unclear_verdict_needs_no_grounds() -> None:
    figures = measure([case("a", Verdict.UNCLEAR, TEXT)], ToldReader({TEXT: reading(Verdict.UNCLEAR)}))
    assert figures.grounded.of == 0
