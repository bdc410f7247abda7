"""Seller Centre Watchdog: reads a seller's own order pages, compares, keeps evidence. It never writes to the shop."""

__version__ = "0.1.0"
