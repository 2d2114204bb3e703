"""The desk: pages on which an analyst looks, searches and decides; and the same as JSON under /api/v1.

In: an archive. Out: an application to be served. Never: text of an article as markup, a script inside a page, a word
to another host, a change that did not come from one of its own pages.
"""

from dragoman.web.application import make_application
from dragoman.web.keys import Keys
from dragoman.web.settings import Settings

__all__ = ["Keys", "Settings", "make_application"]
