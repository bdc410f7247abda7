"""Typed settings: watchdog.toml and WATCHDOG_* variables. Secrets only by reference."""

from watchdog.settings.load import Settings, load
from watchdog.settings.model import (
    AccountSettings,
    BrowserSettings,
    NotifySettings,
    PaceSettings,
    RulesSettings,
    ServiceSettings,
    ShopSettings,
)
from watchdog.settings.places import data_folder, settings_file
from watchdog.settings.refs import Address, SecretRef
from watchdog.settings.template import TEMPLATE, Beginning, commented

__all__ = [
    "TEMPLATE",
    "AccountSettings",
    "Address",
    "Beginning",
    "BrowserSettings",
    "NotifySettings",
    "PaceSettings",
    "RulesSettings",
    "SecretRef",
    "ServiceSettings",
    "Settings",
    "ShopSettings",
    "commented",
    "data_folder",
    "load",
    "settings_file",
]
