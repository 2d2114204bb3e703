"""Text of articles as a page may show it: every hidden or reversing character visible, one for one, so offsets hold."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

_PICTURES: Final = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)}
_SUBSTITUTE: Final = 0x2426  # a question mark turned round: something stood here
_REVERSING: Final = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)
_CONTROLS: Final = (0x7F, *range(0x80, 0xA0))
_HIDDEN: Final = {**_PICTURES, **dict.fromkeys((*_REVERSING, *_CONTROLS), _SUBSTITUTE), 0x0D: 0x20}


def seen(text: str) -> str:
    """The text with controls and bidirectional overrides as signs; half characters as U+FFFD."""
    shown = text.translate(_HIDDEN)
    if shown.isascii():
        return shown
    return "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in shown)


def finished(value: Any) -> Any:
    """What templates do with each value before it is escaped."""
    if value is None:
        return ""
    return seen(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def whole(value: Any) -> Any:
    """JSON values without half characters, which UTF-8 cannot carry."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(part) for part in value]
    return {key: whole(part) for key, part in value.items()} if isinstance(value, dict) else value
