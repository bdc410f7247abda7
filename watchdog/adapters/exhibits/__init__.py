"""Exhibits in folders. Writing is in folder.py, reading for verification in reading.py; neither imports the other."""
