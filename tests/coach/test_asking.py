"""What a question asks of the journal."""

import pytest

from coach.asking import QuestionKind, condition_of, kind_of


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
    assert condition_of(question) == ""


def test_a_reconnect_question_with_more_in_it_is_its_own_condition() -> None:
    question = "Siapa yang bisa kusapa dan paham ekspor kopi?"
    assert condition_of(question) == question
