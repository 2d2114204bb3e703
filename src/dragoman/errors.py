"""The tree of errors. Each says what was expected, what was found, and how to mend it.

DragomanError
├── UsageError          the caller asked for something that is not there (exit code 2)
│   ├── UnknownState    no state of that name
│   └── UnknownRecord   no record of that id
├── DocumentError       this document cannot be read; the next one can (exit code 1)
└── BrokenSystem       the installation, store or configuration is broken (exit code 3)
├── MissingParser   the spaCy pipeline is not installed
├── StoreError      the store cannot be opened, written or migrated
└── DataError       packaged data do not hold what they should
"""

from __future__ import annotations


class DragomanError(Exception):
    """Any error that Dragoman raises on purpose; `mend` tells what to do about it."""

    exit_code = 3

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(message)
        self.message, self.mend = message, mend

    def __str__(self) -> str:
        return f"{self.message} ({self.mend})" if self.mend else self.message


class UsageError(DragomanError):
    """The caller asked for something that is not there."""

    exit_code = 2


class UnknownState(UsageError):  # noqa: N818 - the tree reads as sentences
    """No state goes by that name."""


class UnknownRecord(UsageError):  # noqa: N818
    """No record has that id."""


class DocumentError(DragomanError):
    """This document cannot be read; a batch goes on with the next."""

    exit_code = 1

    def __init__(self, code: str, message: str, *, mend: str = "") -> None:
        super().__init__(message, mend=mend)
        self.code = code


class BrokenSystem(DragomanError):  # noqa: N818
    """The installation, the store or the configuration is broken: nothing can go on."""


class MissingParser(BrokenSystem):
    """The spaCy pipeline is not installed, or is not the one that was asked for."""


class StoreError(BrokenSystem):
    """The store cannot be opened, written or migrated."""


class DataError(BrokenSystem):
    """Packaged data do not hold what they should."""
