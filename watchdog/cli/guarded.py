"""The one place where errors become a message and an exit code."""

from __future__ import annotations

import contextlib
import json
import sys
from collections.abc import Callable, Sequence

from watchdog.cli.words import Language, language
from watchdog.errors import WatchdogError

INTERRUPTED = 130


def utf8_streams() -> None:
    """Chinese on whatever console: a character it cannot show becomes `?`, never an error."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(encoding="utf-8", errors="replace")


def guarded(command: Callable[[], None], argv: Sequence[str]) -> int:
    """Run the command line; its exit code. Every error ends here, told once, with its mend."""
    lang, as_json = language(argv=argv), "--json" in argv
    code = 0
    try:
        command()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(bool(ended.code))
    except WatchdogError as error:
        _tell(type(error).__name__, error.what, error.mend, lang, as_json=as_json)
        code = error.exit_code
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nothing more can be said to it.
        with contextlib.suppress(OSError):
            sys.stdout.close()
        code = 1
    except Exception as error:  # noqa: BLE001 - the end of the line: what nobody foresaw is told, not traced at people
        code = _unforeseen(error, lang, as_json=as_json)
    except BaseException as error:
        from watchdog.service.stop import StopRequestedError

        if not isinstance(error, KeyboardInterrupt | StopRequestedError):
            raise
        code = INTERRUPTED
    return code


def _unforeseen(error: Exception, lang: Language, *, as_json: bool) -> int:
    from watchdog.cli.logbook import redactor, unforeseen

    file = unforeseen(error)
    what = redactor().text(f"{type(error).__name__}: {error}")
    mend = (
        f"请连同日志 {file} 一起报告（其中的密码等已涂黑）。"
        if lang == "zh"
        else f"please report this with the log {file} (secrets are blotted out in it)."
    )
    _tell("unforeseen", what, mend, lang, as_json=as_json)
    return 1


def _tell(kind: str, what: str, mend: str, lang: Language, *, as_json: bool) -> None:
    words = ("错误", "处理办法") if lang == "zh" else ("Error", "Mend")
    sys.stderr.write(f"{words[0]}: {what}\n{words[1]}: {mend}\n")
    if as_json:
        sys.stdout.write(json.dumps({"error": {"kind": kind, "what": what, "mend": mend}}, ensure_ascii=False) + "\n")
