"""A defect of ours, told by its kind and its place alone: its message might hold a user's words."""

from pathlib import Path
from types import TracebackType


def told(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What may be shown and logged of an exception: "ValueError, reader.py:12"."""
    place = "?"
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{kind.__name__}, {place}"
