"""The command line: one file a command. Parse, call the API, print.

In: arguments. Out: answers on standard output, everything else on standard error, an exit code (0 done, 1 some
documents refused, 2 wrong use, 3 broken system). Never: knowledge of its own; text of an article taken as markup.
"""

from dragoman.cli.program import main

__all__ = ["main"]
