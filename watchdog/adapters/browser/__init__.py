"""The browser: the only asynchronous part of the program, behind synchronous ports."""
