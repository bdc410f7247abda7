"""Seller Centre Watchdog: reads a seller's own order pages, compares, and keeps evidence. It never writes to the shop."""

__version__ = "0.1.0"
