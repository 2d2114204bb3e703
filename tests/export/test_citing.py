import json

import pytest

from dragoman.errors import UsageError
from dragoman.export import cite
from dragoman.records import DocumentRecord, Edtf, Origin, Published


def document(when="2024-03-21", basis="stated", **fields):
    given = {"title": "Port & power", "authors": ("Grace A. Otieno", "Li Wei"), "publisher": "Herald",
             "url": "https://herald.example/a"} | fields  # fmt: skip
    published = Published(edtf=Edtf.parse(when) if when else None, basis=basis)
    return DocumentRecord(id="ab" * 32, source="a.txt", published=published, status="accepted", **given)


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        ({}, "Otieno, Grace A., and Li Wei. “Port & power.” Herald, March 21, 2024. https://herald.example/a"),
        ({"when": "2024-03", "authors": ("Otieno",), "url": None}, "Otieno. “Port & power.” Herald, March 2024."),
        ({"when": None, "url": None, "authors": ()}, "“Port & power.” Herald, n.d."),
        ({"basis": "inferred", "url": None},
         "Otieno, Grace A., and Li Wei. “Port & power.” Herald, [March 21, 2024?]."),
        ({"when": "2024-03-21/2024-03-23", "basis": "inferred", "authors": (), "url": None},
         "“Port & power.” Herald, [March 21, 2024 to March 23, 2024?]."),
        ({"title": None, "publisher": None, "authors": ("The Daily Herald",), "url": None,
          "origins": (Origin(name="The Daily Herald", kind="outlet", basis="byline"),)},
         "The Daily Herald. Untitled article. March 21, 2024."),
    ],
)  # fmt: skip
def test_chicago(given, printed):
    assert cite([document(**given)]) == f"{printed}\n"


def test_bibtex_escapes_what_tex_would_read():
    entry = cite([document(title="50% of {oil} & gas_x \\input{/etc/passwd}")], "bibtex")
    assert entry.startswith("@article{502024-abababab,\n")
    assert r"title = {{50\% of \{oil\} \& gas\_x \textbackslash{}input\{/etc/passwd\}}}," in entry
    assert "author = {Grace A. Otieno and Li Wei}," in entry
    assert "date = {2024-03-21}," in entry


def test_csl_json_is_what_reference_managers_read():
    sure, wide = json.loads(cite([document(), document(when="2024-03-21/2024-03-23", basis="inferred")], "csl-json"))
    assert sure["issued"] == {"date-parts": [[2024, 3, 21]]}
    assert sure["author"][0] == {"family": "Otieno", "given": "Grace A."}
    assert (sure["type"], sure["container-title"]) == ("article-newspaper", "Herald")
    assert wide["issued"] == {"literal": "2024-03-21/2024-03-23"}


def test_an_unknown_style_is_named_with_the_known_ones():
    with pytest.raises(UsageError, match="chicago, bibtex, csl-json"):
        cite([document()], "harvard")
