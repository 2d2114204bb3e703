"""dragoman show"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dragoman import app
from dragoman.cli import options
from dragoman.cli.explain import print_explained
from dragoman.cli.screen import archive, one_line, out, say
from dragoman.records import Actor, DocumentRecord, Event, Evident, Model, Span, kind_of

EPILOG = "Example:  dragoman show event:3f0a   (the first letters of an id are enough)"
AROUND = 220
_APART = ("id", "evidence", "mentions", "zones", "edits")


def show(
    context: typer.Context,
    record: Annotated[str, typer.Argument(help="The id of a record or document, or how it begins.", metavar="ID")],
    as_of: options.AsOf = None,
    by: options.By = "published",
    store: options.Store = None,
) -> None:
    """One record: what it says, its evidence in context, and why it was coded."""
    with archive(options.chosen(context, store)) as opened:
        shown = opened.show(record, as_of=options.moment(as_of, by))
    print_shown(shown)
    if isinstance(shown.record, Event) and not shown.record.extractor.startswith("person:"):
        _drawn(shown.record, shown)


def _drawn(event: Event, shown: app.Shown) -> None:
    """How the sentence of an event is read: trigger, frames, sides, what lost, what the reader sees."""
    key = event.verb.document_id
    found = app.explain_event(event, shown.documents[key], shown.texts[key])
    out().print()
    if found is None:
        say(("its words are no sentence of the document as it is read now", "yellow"))
        return
    if not any(t.event and t.event.verb == event.verb and t.event.type == event.type for t in found.tried):
        say(("told otherwise than by the frames of this version on its trigger; its sentence is read so:", "yellow"))
    print_explained(found, {key: actor.name for key, actor in shown.actors.items()}, parse=False)


def print_shown(shown: app.Shown) -> None:
    """What is known of a record, its evidence first."""
    say((f"{kind_of(shown.record)} ", "cyan"), (str(getattr(shown.record, "id", "")), "bold"))
    _fields(shown)
    for span in getattr(shown.record, "evidence", ()):
        _in_context(span, shown)
    _why(shown)
    _beside(shown)
    _judged(shown)


def _judged(shown: app.Shown) -> None:
    """What people said of it."""
    if shown.rejected:
        say(("taken out by people: no view shows it", "yellow"))
    for judgement in shown.judgements:
        said = getattr(judgement.decision, "text", None) or judgement.why
        words = f" — {one_line(said)}" if said else ""
        say(("judged: ", "dim"), f"{judgement.decision.action} by {judgement.who}{words}", (f" {judgement.id}", "dim"))


def _fields(shown: app.Shown) -> None:
    for name, value in shown.record.model_dump(mode="json", by_alias=True).items():
        if name not in _APART and value not in (None, [], {}, ""):
            say((f"  {name}: ", "dim"), one_line(_words(value, shown.actors)))


def _words(value: Any, actors: dict[str, Actor]) -> str:
    """A value of a record as text: actors by name, spans by what they quote."""
    if isinstance(value, str):
        return f"{actors[value].name} <{value}>" if value in actors else value
    if isinstance(value, list):
        return ", ".join(_words(part, actors) for part in value)
    if isinstance(value, dict) and {"text", "start", "end"} <= value.keys():
        return f"“{value['text']}” ({value['start']}–{value['end']})"
    if isinstance(value, dict):
        return "; ".join(f"{key} {_words(part, actors)}" for key, part in value.items() if part not in (None, [], {}))
    return str(value)


def _in_context(span: Span, shown: app.Shown) -> None:
    text, document = shown.texts[span.document_id], shown.documents[span.document_id]
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    out().print()
    say((f"{one_line(document.source)}, characters {span.start}–{span.end}", "dim"))
    lead, tail = "… " if span.start > AROUND else "", " …" if span.end + AROUND < len(text) else ""
    say(f"  {lead}{_spaced(before)}", (f"⟦{_spaced(span.text)}⟧", "bold reverse"), f"{_spaced(after)}{tail}")
    if span.clean:
        say(("  read as: ", "dim"), one_line(span.clean))


def _spaced(text: str) -> str:
    """One line that keeps the space at either end."""
    lead, tail = (" " if text[:1].isspace() else ""), (" " if text[-1:].isspace() else "")
    return f"{lead}{one_line(text)}{tail}" if text.strip() else lead


def _why(shown: app.Shown) -> None:
    record = shown.record
    if not isinstance(record, Evident):
        return
    out().print()
    say(("why: ", "dim"), f"{record.extractor}, confidence {record.confidence} ({record.score:.2f})")
    basis = getattr(record, "date_basis", None)
    if basis:
        say(("date from: ", "dim"), one_line(basis))
    if shown.told_by is not None:
        say(("reported through: ", "dim"), _summary(shown.told_by))
    if shown.cluster is not None:
        documents, origins = shown.cluster.document_count, len(shown.cluster.origins)
        support = shown.cluster.support
        scored = f", support {support.score:.2f}" if support else ""
        say(("also told: ", "dim"), f"{documents} documents, {origins} independent{scored} <{shown.cluster.id}>")


def _beside(shown: app.Shown) -> None:
    if isinstance(shown.record, DocumentRecord):
        for reason in shown.record.published.reasons:
            quoted = f" “{one_line(reason.span.text)}”" if reason.span else ""
            say(("date reason: ", "dim"), f"{reason.rule} → {reason.implies}{quoted}")
        for issue in shown.issues:
            say(("issue: ", "dim"), f"{issue.stage}/{issue.code}: {one_line(issue.message)}")
    for record in (record for record in shown.pointing if record != shown.told_by):
        say(("record here: " if isinstance(shown.record, DocumentRecord) else "points here: ", "dim"), _summary(record))


def _summary(record: Model) -> str:
    quoted = f" “{one_line(record.evidence[0].text)[:100]}”" if isinstance(record, Evident) else ""
    return f"{getattr(record, 'id', '')}{quoted}"


def add_to(program: typer.Typer) -> None:
    """Add the command."""
    program.command(epilog=EPILOG)(show)
