"""Keeps reflections and finds them again: the record, the vector index, the embedders, import and export.

The record is the truth; the index can be thrown away at any time and made again from it.
"""
