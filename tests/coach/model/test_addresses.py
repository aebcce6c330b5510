"""Model servers by their address."""

import pytest

from coach.model.addresses import api_of, is_on_this_machine, kind_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://api.openai.com/v1", "openai"),
        ("http://localhost:11434/v1", "ollama"),
        ("http://ollama:11434", "ollama"),
        ("http://127.0.0.1:1234/v1", "lm-studio"),
        ("http://localhost:8080/v1", "local"),
        ("http://192.168.1.7:8000/v1", "local"),
        ("http://[::1]:8000/v1", "local"),
        ("http://vllm:8000/v1", "local"),
        ("http://nas.local/v1", "local"),
        ("https://api.deepseek.com", "other"),
        ("https://api.openai.com.evil.example/v1", "other"),
        ("", "other"),
        ("http://a:b", "other"),
    ],
)
def test_a_server_s_kind_is_known_by_its_address(url: str, kind: str) -> None:
    assert kind_of(url) == kind


@pytest.mark.parametrize(
    ("url", "api"),
    [
        ("http://localhost:11434", "http://localhost:11434/v1"),
        ("http://localhost:11434/", "http://localhost:11434/v1"),
        (" https://a.example/v1/ ", "https://a.example/v1"),
        ("https://a.example/openai/v1?x=1#y", "https://a.example/openai/v1?x=1"),
        ("a.example", None),
        ("file:///etc/passwd", None),
    ],
)
def test_a_bare_host_gets_the_usual_path(url: str, api: str | None) -> None:
    assert api_of(url) == api


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:11434/v1", True),
        ("http://127.0.0.2/v1", True),
        ("http://[::1]:8000/v1", True),
        ("http://192.168.1.7:8000/v1", False),
        ("http://localhost.evil.example/v1", False),
        ("https://api.openai.com/v1", False),
        ("http://[::1", False),
    ],
)
def test_this_machine_is_known_by_its_addresses(url: str, here: bool) -> None:
    assert is_on_this_machine(url) is here
