"""Sources: found in an order that is the same everywhere, what is left out told with its reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman import readers
from dragoman.errors import UsageError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "clippings"
    for name in ("b.txt", "a.txt", "sub/c.TXT", "sub/deep/d", ".hidden.txt", ".git/e.txt", "table.png"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


def names(sources: list[readers.Source], root: Path) -> list[str]:
    return [str(Path(s.name).relative_to(root)) for s in sources]


def test_folders_are_walked_in_order(folder: Path) -> None:
    assert names(list(readers.find([folder])), folder) == ["a.txt", "b.txt", "sub/c.TXT", "sub/deep/d"]


def test_what_is_left_out_has_a_reason(folder: Path) -> None:
    skipped: list[readers.Skipped] = []
    list(readers.find([folder], on_skip=skipped.append))
    assert {(Path(s.name).name, s.reason) for s in skipped} == {
        (".hidden.txt", "hidden"),
        (".git", "hidden"),
        ("table.png", "no reader for .png files"),
    }


def test_links_that_leave_the_folder_are_left_out(folder: Path) -> None:
    outside = folder.parent / "secret.txt"
    outside.write_text("secret", encoding="utf-8")
    (folder / "link.txt").symlink_to(outside)
    (folder / "gone.txt").symlink_to(folder / "nothing")
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    (folder / "z.txt").symlink_to(folder / "a.txt")
    skipped: list[readers.Skipped] = []
    found = list(readers.find([folder], on_skip=skipped.append))
    assert names(found, folder) == ["a.txt", "b.txt", "sub/c.TXT", "sub/deep/d"]
    reasons = {Path(s.name).name: s.reason for s in skipped}
    assert reasons["link.txt"] == "a link that leaves the folder"
    assert reasons["gone.txt"] == "a link to nothing"
    assert reasons["loop"] == "a link to a folder"
    assert reasons["z.txt"] == "read already under another name"


def test_a_file_that_is_named_is_a_source_whatever_its_name(folder: Path) -> None:
    (source,) = readers.find([folder / "table.png"])
    assert source.path == folder / "table.png"


def test_a_file_named_twice_is_read_once(folder: Path) -> None:
    assert len(list(readers.find([folder / "a.txt", folder, folder / "a.txt"]))) == 4


def test_standard_input_keeps_its_place(folder: Path) -> None:
    found = list(readers.find(["-", folder / "a.txt"]))
    assert [s.name for s in found] == ["-", str(folder / "a.txt")]
    assert found[0].path is None


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    assert list(readers.find([tmp_path])) == []


def test_a_missing_path_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="found nothing at"):
        list(readers.find([tmp_path / "nowhere"]))


def test_depth_is_limited(folder: Path) -> None:
    skipped: list[readers.Skipped] = []
    found = list(readers.find([folder], readers.Limits(max_depth=1), on_skip=skipped.append))
    assert names(found, folder) == ["a.txt", "b.txt", "sub/c.TXT"]
    assert ("deep", "folders are nested too deep") in {(Path(s.name).name, s.reason) for s in skipped}
