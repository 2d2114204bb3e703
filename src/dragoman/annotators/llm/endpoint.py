"""An OpenAI-compatible endpoint: one question, one answer as text, within a time and a size."""

from __future__ import annotations

import json
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

import httpx

from dragoman.annotators.llm.question import Question, messages, schema
from dragoman.errors import BrokenSystem, UsageError

SECONDS: Final = 120.0  # for one answer: a small model on a CPU writes some ten words a second
MOST_TOKENS, MOST_BYTES = 1500, 200_000
OF_THE_USER: Final = frozenset({400, 401, 403, 404, 405, 422})  # no question will be answered until somebody mends it


class NoAnswerError(Exception):
    """This question got no answer that can be used; the next one may."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked. `key` is sent as a bearer token, and nowhere shown."""

    url: str
    model: str
    key: str = ""
    seconds: float = SECONDS

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in ("http", "https"):
            raise UsageError(f"{self.url!r} is no address of an endpoint", mend="write http://127.0.0.1:8080/v1")

    def ask(self, question: Question) -> str:
        """What the model writes. Raises NoAnswerError; BrokenSystem where no question can be answered."""
        wanted = {
            "model": self.model, "messages": messages(question), "temperature": 0, "seed": 0, "max_tokens": MOST_TOKENS,
            "response_format": {
                "type": "json_schema", "json_schema": {"name": "acts", "strict": True, "schema": schema()},
            },
        }  # fmt: skip
        try:
            return _content(self._post(wanted))
        except (httpx.ConnectError, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
            raise BrokenSystem(
                f"expected a language model at {self.url}, found none: {error}",
                mend="start it, mend --llm-url, or leave --annotator out",
            ) from error
        except httpx.TimeoutException:
            raise NoAnswerError("llm-time", f"no answer within {self.seconds:g} s") from None
        except httpx.HTTPError as error:
            raise NoAnswerError("llm-network", f"the connection broke: {type(error).__name__}") from error

    def _post(self, wanted: dict[str, Any]) -> bytes:
        until = monotonic() + self.seconds
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        address = f"{self.url.rstrip('/')}/chat/completions"
        with (
            httpx.Client(timeout=self.seconds, follow_redirects=False) as client,
            client.stream("POST", address, json=wanted, headers=headers) as response,
        ):
            self._check(response.status_code)
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise NoAnswerError("llm-size", f"the answer is larger than {MOST_BYTES:,} bytes")
                if monotonic() > until:
                    raise NoAnswerError("llm-time", f"no whole answer within {self.seconds:g} s")
            return bytes(body)

    def _check(self, status: int) -> None:
        if status in OF_THE_USER:
            raise BrokenSystem(
                f"expected an answer from {self.url}, found status {status}",
                mend="check --llm-url, --llm-model and DRAGOMAN_LLM_KEY",
            )
        if status != httpx.codes.OK:
            raise NoAnswerError("llm-status", f"the endpoint answered with status {status}")


def _content(body: bytes) -> str:
    try:
        content = json.loads(body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        raise NoAnswerError("llm-broken", "the answer is not what such an endpoint gives") from None
    if not isinstance(content, str):
        raise NoAnswerError("llm-broken", "the answer holds no text")
    return content
