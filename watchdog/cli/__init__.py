"""The command line: one module per command; parsing, printing, exit codes, nothing else."""
