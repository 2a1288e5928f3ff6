"""What opens from a link that we gave out: a visit for a calendar, a young person's page.

Nobody signs in. A link opens one thing (`storage.links`); whatever is wrong with one, the
answer is the same, and a link that we never gave out costs the database nothing.
"""

from bot.pages.routes import Pages

__all__ = ["Pages"]
