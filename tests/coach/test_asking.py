"""What a question asks of the journal."""

import pytest

from coach.asking import Pattern, QuestionKind, Wanted, kind_of, parse


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Siapa yang sebaiknya aku sapa minggu ini?", QuestionKind.RECONNECT),
        ("Sebaiknya siapa yang kuhubungi lagi?", QuestionKind.RECONNECT),
        ("Siapa yang perlu kusapa minggu ini?", QuestionKind.RECONNECT),
        ("Who should I reconnect with?", QuestionKind.RECONNECT),
        ("Janji apa saja yang masih terbuka?", QuestionKind.PROMISE),
        ("Did I ever send Dr. Nair that checklist?", QuestionKind.PROMISE),
        ("Anaknya siapa yang baru masuk kuliah?", QuestionKind.RECALL),
        ("Whose daughter plays the violin?", QuestionKind.RECALL),
    ],
)
def test_a_question_is_known_by_its_words(question: str, kind: QuestionKind) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize(
    "question",
    [
        "Who should I reconnect with?",
        "Siapa yang sebaiknya saya hubungi lagi?",
        "Siapa yang sebaiknya kusapa?",
        "Who should I get in touch with this week?",
    ],
)
def test_a_plain_reconnect_question_has_no_condition(question: str) -> None:
    assert not parse(question).has_condition


def test_a_reconnect_question_with_more_in_it_is_its_own_condition() -> None:
    assert parse("Siapa yang bisa kusapa dan paham ekspor kopi?").has_condition


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("Siapa saja yang pernah menyebut nama saya ke orang lain?", Pattern.NAMED_ME),
        ("Who has spoken of me to other people?", Pattern.NAMED_ME),
        ("Kapan biasanya aku mulai jualan?", Pattern.TRIGGER),
        ("What usually makes me pitch?", Pattern.TRIGGER),
        ("With whom did it go better the second time?", Pattern.REPAIRED),
        ("With whom do I pitch?", Pattern.PITCHED),
        ("Kevin yang mana yang nyebut nama saya ke yayasan?", None),
    ],
)
def test_a_question_for_a_pattern_asks_for_the_journal_as_a_whole(question: str, pattern: Pattern | None) -> None:
    assert parse(question).pattern is pattern


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("Berapa nilai proyek itu akhirnya?", Wanted.AMOUNT),
        ("What is the name of Andi's wife?", Wanted.NAME_OF_KIN),
        ("Siapa nama anaknya Bu Dewi?", Wanted.NAME_OF_KIN),
        ("Apa yang kami obrolkan di lift?", Wanted.TALK),
        ("Nomor telepon Pak Made berapa?", Wanted.CONTACT),
        ("Whose daughter plays the violin?", Wanted.ANY),
    ],
)
def test_a_question_says_what_kind_of_thing_would_answer_it(question: str, wanted: Wanted) -> None:
    assert parse(question).wanted is wanted


def test_a_place_and_a_condition_are_seen_in_a_question() -> None:
    asked = parse("Bulan depan aku ke Yogyakarta, siapa yang baru sekali ketemu dan enak disapa?")
    assert ([place.word for place in asked.places], asked.once) == (["yogyakarta"], True)
