"""Answers questions from memory, each kind in a module of its own."""

from app.answering.desk import Answering
from app.answering.following import Asked

__all__ = ["Answering", "Asked"]
