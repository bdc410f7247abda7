"""The edge: browser, files, databases, messages. One package per seam of ports.py; they never import each other."""
