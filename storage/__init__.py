"""What is remembered: one function is one transaction, on SQLite and PostgreSQL alike.

Names, numbers and texts are sealed before they reach a table. Nothing here knows a provider.
"""
