"""The annotator: asks about each few sentences, keeps the answers, and gives what stands in the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pydantic import ValidationError

from dragoman.annotators.llm.answer import Act, Answer, placed
from dragoman.annotators.llm.endpoint import SECONDS, Endpoint, NoAnswerError
from dragoman.annotators.llm.keeping import Kept, usual_folder
from dragoman.annotators.llm.question import Question, questions, version
from dragoman.document import Annotated, Opinion, ProposedAct
from dragoman.errors import UsageError
from dragoman.records import Issue

NAME: Final = "llm"
PATIENCE: Final = 3  # questions of one document without an answer, after which it is asked about no more


@dataclass(frozen=True, slots=True)
class Asked:
    """A language model as an annotator; its proposals carry `llm:` and the model's name."""

    endpoint: Endpoint
    kept: Kept = field(default_factory=lambda: Kept(usual_folder()))

    @classmethod
    def made(cls, settings: Mapping[str, str]) -> Asked:
        """From settings `url`, `model`, `key`, `seconds`. Raises UsageError where one is missing or makes no sense."""
        url, model = settings.get("url", ""), settings.get("model", "")
        if not url or not model:
            raise UsageError("the annotator llm needs an endpoint", mend="give --llm-url and --llm-model")
        try:
            seconds = float(settings.get("seconds") or SECONDS)
        except ValueError:
            raise UsageError(f"{settings['seconds']!r} is no number of seconds", mend="write 120") from None
        return cls(Endpoint(url, model, settings.get("key", ""), seconds))

    @property
    def name(self) -> str:
        """The annotator with its model."""
        return f"{NAME}:{self.endpoint.model}"

    @property
    def version(self) -> str:
        """What else decides the answers: instructions and schema."""
        return version()

    def __call__(self, doc: Annotated) -> Opinion:
        """The acts that the model sees, as far as their words stand in the text. Raises BrokenSystem."""
        acts: list[ProposedAct] = []
        issues: list[Issue] = []
        unfounded = 0
        for question in questions(doc):
            try:
                answered = self._answer(question)
            except NoAnswerError as error:
                issues.append(_issue(doc, error.code, error.message))
                if len(issues) == PATIENCE:
                    break
                continue
            found = [placed(doc, question.sentences, act, self.name) for act in answered]
            unfounded += found.count(None)
            acts += [act for act in found if act]
        if unfounded:
            words = f"{unfounded} of {unfounded + len(acts)} proposals quote words that do not stand in the text"
            issues.append(_issue(doc, "llm-unfounded", words))
        return Opinion(tuple(_once(acts)), tuple(issues))

    def _answer(self, question: Question) -> list[Act]:
        """What the model answers, asked now or before. Raises NoAnswerError."""
        key = question.key(self.endpoint.model)
        kept = self.kept.get(key)
        text = self.endpoint.ask(question) if kept is None else kept
        try:
            acts = Answer.model_validate_json(text).acts
        except ValidationError as error:
            what = error.errors(include_url=False, include_input=False, include_context=False)[0]["msg"]
            raise NoAnswerError("llm-broken", f"the answer does not keep to its schema: {what}") from None
        if kept is None:
            self.kept.put(key, text)
        return acts


def _once(acts: list[ProposedAct]) -> Iterator[ProposedAct]:
    """The first act at each token: a word tells one dealing."""
    seen: set[int] = set()
    for act in acts:
        if act.token not in seen:
            seen.add(act.token)
            yield act


def _issue(doc: Annotated, code: str, message: str) -> Issue:
    return Issue(document_id=doc.clean.document.id, stage="annotate", code=code, message=message)
