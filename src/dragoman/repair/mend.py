"""The passes of repair in their order: each sees the text as the one before it left it."""

from __future__ import annotations

from dataclasses import replace

from dragoman.document import Clean, Document, Zone
from dragoman.repair.case import case_fixes
from dragoman.repair.draft import Draft
from dragoman.repair.duplicates import duplicate_fixes
from dragoman.repair.encoding import encoding_fixes
from dragoman.repair.flags import flags_in, issues_of
from dragoman.repair.glue import glue_fixes
from dragoman.repair.lexicon import Lexicon, Names
from dragoman.repair.punctuation import punctuation_fixes
from dragoman.repair.tongues import with_languages
from dragoman.repair.wrapping import wrapping_fixes
from dragoman.repair.zones import zones_of

# A document in another language is told as one; its passages need no mark. None is a text too short to tell.
_ENGLISH = frozenset({"en", None})


def mend(document: Document, kb: Names | None = None) -> Clean:
    """The document's text as it was meant to read, with edits, offset map and zones.

    `kb` (a dragoman.kb.KnowledgeBase, or whatever answers its name look-ups) vouches for names; without it the document
    and word frequencies alone do. Any text is accepted; nothing is raised.
    """
    draft = Draft(document.text)
    draft = draft.mended(encoding_fixes(draft.text))
    draft = draft.mended(wrapping_fixes(draft.text))
    first = Lexicon.of(draft.text, kb)
    draft = draft.mended(glue_fixes(draft.text, first))
    draft = draft.mended(punctuation_fixes(draft.text))
    lexicon = Lexicon.of(draft.text, kb, first)
    draft = draft.mended(case_fixes(draft.text, lexicon))
    draft = draft.mended(duplicate_fixes(draft.text, lexicon))
    offsets = draft.offsets()
    hints = [Zone(hint.kind, offsets.to_clean(hint.start), offsets.to_clean(hint.end)) for hint in document.hints]
    zones = zones_of(draft.text, lexicon, hints)
    if document.language in _ENGLISH:
        zones = with_languages(zones, draft.text)
    clean = Clean(document, draft.text, offsets, draft.edits(), zones, flags=flags_in(draft.text))
    return replace(clean, issues=issues_of(clean))
