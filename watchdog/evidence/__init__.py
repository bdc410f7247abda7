"""Evidence: what an exhibit holds (plan, contents), and how a stranger checks it (verify, which imports nothing of
the rest).
"""
