"""Answers questions from memory, each kind in a module of its own."""

from app.answering.desk import Answering
from app.answering.following import Asked
from app.answering.naming import likelier, would_name
from app.answering.sources import Sources

__all__ = ["Answering", "Asked", "Sources", "likelier", "would_name"]
