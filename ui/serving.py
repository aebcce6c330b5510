"""Starts the web app as `streamlit run streamlit_app.py` does, and loads its modules while the browser still fetches
the page: that takes longer than all else that a first page needs (measured: 0.7 of 0.8 seconds)."""

import gc
import sys
import threading
import time
from importlib import import_module
from pathlib import Path

from streamlit import runtime
from streamlit.web import cli

_ENTRY = Path(__file__).resolve().parent.parent / "streamlit_app.py"
_OPENING = ("session", "components.masthead", "components.gate", "components.first_visit", "components.reflection")
_LATER = ("components.step", "components.writing", "components.archive", "components.forgetting")
_A_MOMENT = 0.01
_SWITCH_S = 0.0005  # between threads meanwhile: the server's own would wait ten times as long for its turn to answer


def _load_ahead() -> None:
    """Loads what the first page imports, once the server listens: before, it would only be late."""
    while not runtime.exists():
        time.sleep(_A_MOMENT)
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_S)
    gc.disable()  # nearly all that is made now stays
    try:
        for name in (*_OPENING, *_LATER):
            import_module(f"ui.{name}")
    finally:
        gc.enable()
        sys.setswitchinterval(usual)


def main(options: list[str]) -> None:
    """Serves until it is stopped; `options` are Streamlit's own."""
    threading.Thread(target=_load_ahead, name="load ahead", daemon=True).start()
    sys.argv = ["streamlit", "run", str(_ENTRY), *options]
    cli.main()


if __name__ == "__main__":
    main(sys.argv[1:])
