"""The model reader's edge against a real server that misbehaves in every known way."""

import socket
import traceback
from collections.abc import Callable

import pytest
from pydantic import Field

from coach.answers import NearVerdict
from coach.model.endpoint import Endpoint
from coach.model.exchange import Exchange, Meter
from coach.model.manners import Forgetful
from coach.prompts import Prompt
from journal.errors import (
    AnswerCutOff,
    AnswerEmpty,
    AnswerRefused,
    AnswerUnreadable,
    BadAddress,
    Cancelled,
    ConnectionDropped,
    CreditUsedUp,
    KesanError,
    KeyRefused,
    ModelBusy,
    ModelFailed,
    ModelNotFound,
    ModelTimedOut,
    NoModelChosen,
    NoModelServer,
    RequestRefused,
    TextTooLongForModel,
)
from journal.frozen import Frozen
from journal.signals import Verdict
from tests.misbehaving_server import MisbehavingServer

PROMPT = Prompt(
    id="try", version=1, purpose="tries", inputs={"text": "any"}, output="Said", system="Judge.", user="<t>$text</t>"
)


class Said(Frozen):
    """A small form of answer."""

    why: str = Field(description="The reason.")
    verdict: NearVerdict = Field(description="The verdict.")


def timeout_s(model: str) -> float:
    """Short where time-outs are tried, long where a busy machine must not cause one."""
    return 0.4 if model in ("slow", "stalls") else 10.0


def endpoint(
    server: MisbehavingServer, model: str, *, store: Forgetful | None = None, max_retries: int = 0
) -> Endpoint:
    return Endpoint(server.url, "", model, timeout_s(model), max_retries=max_retries, store=store)


def ask(
    server: MisbehavingServer,
    model: str,
    *,
    store: Forgetful | None = None,
    meter: Meter | None = None,
    pulse: Callable[[], None] = lambda: None,
) -> Said:
    exchange = Exchange(endpoint(server, model, store=store), meter or Meter())
    return exchange.ask(PROMPT, Said, pulse, text="a reflection")


def forms(server: MisbehavingServer, model: str) -> list[str]:
    return [request.get("response_format", {}).get("type", "plain") for request in server.asked(model)]


def test_a_good_answer_is_read(server: MisbehavingServer) -> None:
    assert ask(server, "good").verdict is Verdict.MIXED


def test_the_form_of_the_answer_is_in_the_prompt_whatever_the_server_enforces(server: MisbehavingServer) -> None:
    ask(server, "refuses-forms")
    assert all('"verdict": "hidden_pitch" |' in request["messages"][0]["content"] for request in server.requests)


def test_a_good_answer_s_tokens_are_counted(server: MisbehavingServer) -> None:
    meter = Meter()
    ask(server, "good", meter=meter)
    assert (meter.cost.calls, meter.cost.prompt_tokens, meter.cost.completion_tokens) == (1, 100, 20)


def test_a_refused_schema_is_one_step_down(server: MisbehavingServer) -> None:
    ask(server, "refuses-schema")
    assert forms(server, "refuses-schema") == ["json_schema", "json_object"]


def test_refused_forms_end_at_plain_text(server: MisbehavingServer) -> None:
    ask(server, "refuses-forms")
    assert forms(server, "refuses-forms") == ["json_schema", "json_object", "plain"]


def test_a_refusal_is_remembered_for_the_next_endpoint_of_the_same_store(server: MisbehavingServer) -> None:
    store = Forgetful()
    ask(server, "refuses-forms", store=store)
    ask(server, "refuses-forms", store=store)
    assert forms(server, "refuses-forms")[3:] == ["plain"]


def test_a_refusal_is_remembered_for_that_model_alone(server: MisbehavingServer) -> None:
    store = Forgetful()
    ask(server, "refuses-forms", store=store)
    ask(server, "good", store=store)
    assert forms(server, "good") == ["json_schema"]


@pytest.mark.parametrize("option", ["usage", "temperature"])
def test_a_refused_option_is_left_out_and_the_form_kept(server: MisbehavingServer, option: str) -> None:
    ask(server, f"refuses-{option}")
    assert forms(server, f"refuses-{option}") == ["json_schema", "json_schema"]


def test_a_bad_request_that_names_no_form_is_no_step_down(server: MisbehavingServer) -> None:
    with pytest.raises(RequestRefused):
        ask(server, "refuses-all")
    assert forms(server, "refuses-all") == ["json_schema"]


@pytest.mark.parametrize(
    "model",
    [
        "fenced",
        "prose",
        "thinks-aloud",
        "thinks-apart",
        "thinks-apart-too",
        "near-enum",
        "answers-at-once",
        "odd-pieces",
    ],
)
def test_an_odd_but_whole_answer_is_read(server: MisbehavingServer, model: str) -> None:
    assert ask(server, model).verdict is Verdict.MIXED


def test_a_wrong_enum_is_mended_by_the_model(server: MisbehavingServer) -> None:
    assert ask(server, "mends").verdict is Verdict.MIXED


def test_the_repair_names_the_field_that_was_wrong(server: MisbehavingServer) -> None:
    ask(server, "mends")
    assert "- verdict: " in server.asked("mends")[1]["messages"][-1]["content"]


def test_a_repair_is_a_second_call(server: MisbehavingServer) -> None:
    meter = Meter()
    ask(server, "mends", meter=meter)
    assert meter.cost.calls == 2


def test_a_repair_is_tried_once(server: MisbehavingServer) -> None:
    with pytest.raises(AnswerUnreadable):
        ask(server, "wrong-enum")
    assert len(server.asked("wrong-enum")) == 2


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("cut-off", AnswerCutOff),
        ("endless", AnswerCutOff),
        ("empty", AnswerEmpty),
        ("filtered", AnswerRefused),
        ("refuses-politely", AnswerRefused),
        ("filtered-before", AnswerRefused),
        ("too-long", TextTooLongForModel),
        ("too-long-in-words", TextTooLongForModel),
        ("too-long-for-a-proxy", TextTooLongForModel),
        ("too-long-in-200", TextTooLongForModel),
        ("no-credit", CreditUsedUp),
        ("unpaid", CreditUsedUp),
        ("redirects", BadAddress),
        ("no-key", KeyRefused),
        ("forbidden", KeyRefused),
        ("missing", ModelNotFound),
        ("wrong-path", BadAddress),
        ("busy", ModelBusy),
        ("busy-without-end", ModelBusy),
        ("broken", ModelFailed),
        ("broken-page", ModelFailed),
        ("slow", ModelTimedOut),
        ("stalls", ModelTimedOut),
        ("html", BadAddress),
        ("error-in-200", ModelFailed),
        ("nothing-in-200", BadAddress),
        ("fails-in-stream", ModelFailed),
        ("drops", ConnectionDropped),
        ("drops-in-a-piece", ConnectionDropped),
        ("drops-its-framing", ConnectionDropped),
        ("breaks-off-at-once", ConnectionDropped),
        ("busy-in-200", ModelBusy),
        ("word-in-200", ModelFailed),
        ("odd-choices", ConnectionDropped),
    ],
)
def test_a_server_that_fails_is_told_as_one_of_our_errors(
    server: MisbehavingServer, model: str, error: type[KesanError]
) -> None:
    with pytest.raises(error) as raised:
        ask(server, model)
    assert type(raised.value) is error


@pytest.mark.parametrize(
    ("model", "context"),
    [
        ("busy", {"seconds": 7}),
        ("busy-without-end", {"seconds": None}),
        ("broken", {"status": 500}),
        ("error-in-200", {"status": 200}),
        ("fails-in-stream", {"status": 500}),
        ("slow", {"seconds": 0.4}),
        ("cut-off", {"prompt": "try@1"}),
        ("too-long", {"model": "too-long"}),
    ],
)
def test_an_error_says_what_the_user_needs_to_know(
    server: MisbehavingServer, model: str, context: dict[str, object]
) -> None:
    with pytest.raises(KesanError) as raised:
        ask(server, model)
    assert raised.value.context == context


def test_a_missing_model_is_named_with_its_address(server: MisbehavingServer) -> None:
    with pytest.raises(ModelNotFound) as raised:
        ask(server, "missing")
    assert raised.value.context == {"model": "missing", "url": server.url}


def test_no_error_shows_the_server_s_words(server: MisbehavingServer) -> None:
    with pytest.raises(KesanError) as raised:
        ask(server, "refuses-all")
    assert "at least one message" not in "".join(traceback.format_exception(raised.value))


def test_what_is_asked_goes_to_no_other_address(server: MisbehavingServer) -> None:
    with pytest.raises(BadAddress):
        ask(server, "redirects")
    assert server.paths == ["/v1/chat/completions"]


def test_a_server_on_this_machine_is_not_asked_through_a_proxy(
    server: MisbehavingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert ask(server, "good")


def test_a_failure_of_the_moment_is_tried_again(server: MisbehavingServer) -> None:
    with pytest.raises(ModelFailed):
        Exchange(endpoint(server, "broken", max_retries=1), Meter()).ask(PROMPT, Said, lambda: None, text="x")
    assert len(server.asked("broken")) == 2


def test_a_closed_port_is_no_model_server() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
    with pytest.raises(NoModelServer):
        Endpoint(url, "", "any", 10.0, max_retries=0).models()


@pytest.mark.parametrize("url", ["", "localhost:11434", "ftp://localhost", "http://", "http://[::1", "http://a:b"])
def test_an_address_that_is_none_is_a_bad_address(url: str) -> None:
    with pytest.raises(BadAddress):
        Endpoint(url, "", "any").models()


@pytest.mark.parametrize("key", ["", "  ", "sk-“curly”", "sk-\nline"])
def test_a_key_that_can_be_none_is_refused_before_it_is_sent(key: str) -> None:
    with pytest.raises(KeyRefused):
        Endpoint("https://api.openai.com/v1", key, "any").open()


def test_a_key_in_the_address_is_not_shown() -> None:
    with pytest.raises(KesanError) as raised:
        Endpoint("ftp://user:secret@host/v1?key=secret", "", "any").models()
    assert "secret" not in str(raised.value)


def test_a_local_server_needs_no_key(server: MisbehavingServer) -> None:
    assert ask(server, "good")


def test_the_models_are_listed_in_the_server_s_order(server: MisbehavingServer) -> None:
    assert endpoint(server, "").models() == ("nomic-embed-text", "good", "fenced")


def test_without_a_name_the_first_model_that_can_talk_is_asked(server: MisbehavingServer) -> None:
    ask(server, "")
    assert server.requests[0]["model"] == "good"


def test_a_bare_host_gets_the_usual_path(server: MisbehavingServer) -> None:
    Endpoint(server.url.removesuffix("/v1"), "", "").models()
    assert server.paths == ["/v1/models"]


@pytest.mark.parametrize(
    ("path", "error"), [("html", BadAddress), ("text", BadAddress), ("keyed", KeyRefused), ("empty", NoModelChosen)]
)
def test_a_list_of_models_that_is_none_is_told(server: MisbehavingServer, path: str, error: type[KesanError]) -> None:
    with pytest.raises(error):
        _ = Endpoint(server.url.replace("v1", path), "", "", 10.0, max_retries=0).chosen


def test_a_stop_between_pieces_ends_the_stream(server: MisbehavingServer) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ask(server, "good", pulse=stop)


def test_the_time_waited_is_nearly_all_the_time(server: MisbehavingServer) -> None:
    warm = endpoint(server, "good")
    warm.open()
    own = []
    for _ in range(5):  # the best of five: a busy machine is no fault of ours
        meter = Meter()
        Exchange(warm, meter).ask(PROMPT, Said, lambda: None, text="x")
        own.append(meter.cost.seconds - meter.cost.waited_seconds)
    assert min(own) <= 0.05


def test_a_recording_is_heard(server: MisbehavingServer) -> None:
    assert endpoint(server, "good").transcribe(b"RIFF", "whisper-1") == "Tadi ketemu Bu Ratna."


@pytest.mark.parametrize(("model", "error"), [("silent", AnswerEmpty), ("page", BadAddress), ("deaf", ModelNotFound)])
def test_what_is_not_heard_is_told(server: MisbehavingServer, model: str, error: type[KesanError]) -> None:
    with pytest.raises(error):
        endpoint(server, "good").transcribe(b"RIFF", model)


def test_the_speech_model_that_is_missing_is_named(server: MisbehavingServer) -> None:
    with pytest.raises(ModelNotFound) as missing:
        endpoint(server, "good").transcribe(b"RIFF", "deaf")
    assert missing.value.context["model"] == "deaf"
