"""Runs the models that lie in `models/`: no network, no key, no server.

`Encoder` turns texts into vectors. `Words` is the tokenizer and the table of word rows that
every network here begins with; a network of its own starts from `Words` and `open_session`.
"""

from embedded.encoder import Encoder
from embedded.session import open_session
from embedded.words import Encoding, Words

__all__ = ["Encoder", "Encoding", "Words", "open_session"]
