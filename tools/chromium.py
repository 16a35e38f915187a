"""Finds the browser that the tests drive, and installs one where there is none: ``python -m tools.chromium``."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-dev-shm-usage "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
MISSING = (
    "No browser for the tests. Install Chromium or Google Chrome, or set CHROMIUM to the path of one, "
    "and run this again."
)


def executable() -> str | None:
    """The browser to drive: ``$CHROMIUM``, one on the path, or the one that playwright brought; None without any."""
    named = os.environ.get("CHROMIUM")
    found = [named] if named else []
    found += [path for name in NAMES if (path := shutil.which(name))]
    return next((path for path in found if Path(path).is_file()), None) or _playwrights_own()


def launch_options() -> dict[str, object]:
    """Keyword arguments for playwright's ``chromium.launch``."""
    return {"executable_path": executable(), "args": FLAGS}


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def install() -> None:
    """Install Chromium from the system's packages where that needs no question, else through playwright."""
    for command in (*_system_commands(), [sys.executable, "-m", "playwright", "install", "chromium"]):
        print("  " + " ".join(command), flush=True)
        if subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode:
            print("  that did not work", flush=True)
        elif executable():
            return


def _system_commands() -> list[list[str]]:
    if not shutil.which("apt-get"):
        return []
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and subprocess.run([*sudo, "true"], check=False, capture_output=True).returncode:
        return []
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive"]
    update = [*sudo, *quiet, "apt-get", "-qq", "update"]
    return [update, [*sudo, *quiet, "apt-get", "-qq", "-y", "install", "--no-install-recommends", "chromium"]]


def main() -> int:
    """Say which browser there is, installing one first where there is none; status 1 when none could be had."""
    if not executable():
        print("no browser found; installing Chromium", flush=True)
        install()
    found = executable()
    print(f"browser: {found}" if found else MISSING, flush=True)
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
