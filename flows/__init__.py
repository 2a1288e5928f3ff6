"""Pure decisions: facts and an event go in, decisions come out.

Nothing here waits, reads a clock, opens a database or knows a provider.
"""
