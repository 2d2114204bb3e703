"""The made pipeline for worker processes, where a text can misbehave: HANG, HOG, DIE, CRASH, or read slowly: SLOW."""

import os
import signal
import time

import made


def run(document, *, published=None, rules_only=False):
    if "HANG" in document.text:
        time.sleep(600)
    if "HOG" in document.text:
        len(b"x" * 50_000_000_000)
    if "DIE" in document.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in document.text:
        time.sleep(0.05)
    return made.run(document, published=published)


def install():
    """Put it in the place of the real pipeline, in this process."""
    from dragoman import pipeline

    pipeline.run = run


def slow_articles(folder, count, mark="SLOW"):
    """A folder of small articles that take a moment each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:03d}.txt").write_text(f"{made.article(number)}\n{mark}\n", encoding="utf-8")
    return folder
