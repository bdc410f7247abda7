"""`watchdog` and `python -m watchdog`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from watchdog.cli.guarded import guarded, utf8_streams

    utf8_streams()

    def command() -> None:
        from watchdog.cli.app import app

        app(prog_name="watchdog")

    sys.exit(guarded(command, sys.argv[1:]))


if __name__ == "__main__":
    main()
