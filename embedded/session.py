"""Opens an ONNX file for running on the processor."""

from pathlib import Path

import onnxruntime


def open_session(path: Path, threads: int = 1) -> onnxruntime.InferenceSession:
    """Returns a session that uses at most `threads` cores and may be run from several threads.

    The number is always given: left to itself, onnxruntime takes every core it sees, even those
    that a container may not use.

    Args:
        threads: at least 1.
    """
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
