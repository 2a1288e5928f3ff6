"""A demonstration on one page: the real pipeline, pretend phones, a clock that can be moved.

It has its own app and its own routes; nothing in `bot.web` knows of it.
"""
