"""A server as ``regie run`` starts it, around another script: ``python -m tests.upload_server PORT [SCRIPT]``.

Without SCRIPT: ``tests/upload_script.py``.
"""

import os
import sys
from pathlib import Path

import streamlit as st
import uvicorn

from dashboard.gate import Gate
from dashboard.security_headers import SecurityHeaders
from dashboard.serve import LIMITS, QUIET, ROOT
from dashboard.upload_door import UploadDoor


def main(port: int, script: str = "upload_script.py") -> None:
    """Runs until it is stopped."""
    os.chdir(ROOT)
    application = SecurityHeaders(Gate(UploadDoor(st.App(Path(__file__).with_name(script)))))
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="warning", **QUIET, **LIMITS)


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
