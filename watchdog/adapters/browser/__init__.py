"""The browser: the only asynchronous part of the program, behind synchronous ports."""

from watchdog.adapters.browser.budget import AccountState, Budget, SignIns
from watchdog.adapters.browser.desk import PersonSignIn, SeenShop
from watchdog.adapters.browser.find import Found
from watchdog.adapters.browser.session import KEY_VARIABLE, SessionStore
from watchdog.adapters.browser.settings import Access, BrowserSettings, Credentials, Pace, Proxy
from watchdog.adapters.browser.source import BrowserLook, BrowserSource, which_browser

__all__ = [
    "KEY_VARIABLE",
    "Access",
    "AccountState",
    "BrowserLook",
    "BrowserSettings",
    "BrowserSource",
    "Budget",
    "Credentials",
    "Found",
    "Pace",
    "PersonSignIn",
    "Proxy",
    "SeenShop",
    "SessionStore",
    "SignIns",
    "which_browser",
]
