"""Page bytes -> typed rows. `read_page` is the one entry; windows and looks put its readings together."""

from watchdog.extract.page import read_page

__all__ = ["read_page"]
