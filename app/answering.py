"""Answers a question from memory."""
