"""The documents: files and headings they name exist, snippets run, tables match the program."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from reader.sources.catalogue import pack_names, selectors_from_table, source_from_table

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [
    ROOT / name
    for name in (
        "README.md",
        "CHANGELOG.md",
        ".github/ARCHITECTURE.md",
        ".github/COMPARISON.md",
        ".github/CONTRIBUTING.md",
        ".github/SECURITY.md",
        "tests/bench/README.md",
    )
]


def read(name):
    return (ROOT / name).read_text("utf-8")


def fences(text, kind):
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def toml(name):
    """The TOML snippet of CONTRIBUTING that begins with this file's name."""
    (found,) = [
        fence for fence in fences(read(".github/CONTRIBUTING.md"), "toml") if fence.startswith(f"# {name}\n")
    ]
    return tomllib.loads(found)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_paths_exist(document):
    text = document.read_text("utf-8")
    paths = set(re.findall(r"`((?:reader|tests|snapshots|styles|\.lock|\.ci|\.github)/[\w./-]*)", text))
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_document_links_lead_to_files_and_headings(document):
    text = document.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for link in re.findall(r"\]\(([^)]+)\)", text):
        if link.startswith("#"):
            assert link[1:] in anchors, link
        elif "://" not in link:
            assert (document.parent / link).exists(), link


def test_architecture_names_every_room():
    rooms = {path.parent.name for path in (ROOT / "reader").glob("*/__init__.py")}
    text = read(".github/ARCHITECTURE.md")
    assert [room for room in sorted(rooms) if f"`reader/{room}/`" not in text] == []


def test_architecture_snippets_run():
    snippets = fences(read(".github/ARCHITECTURE.md"), "python")
    assert snippets
    for snippet in snippets:
        exec(compile(snippet, "ARCHITECTURE.md", "exec"), {})


def test_contributing_site_example_is_valid():
    (source,) = toml("reader/sources/catalogue.toml")["source"]
    assert source.pop("pack") in pack_names()
    assert source.pop("attested")
    assert source_from_table(source, user_added=False).listing
    (site,) = toml("reader/sources/article/sites.toml")["site"]
    assert selectors_from_table(site["listing"]).link
    assert selectors_from_table(site["article"]).body


def test_security_promises_each_name_a_test():
    rows = [line for line in read(".github/SECURITY.md").splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 8
    for row in rows:
        assert re.findall(r"`tests/[\w/]+\.py`", row.split("|")[2]), row


def test_lock_versions_satisfy_the_project():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = {}
    lock = (ROOT / ".lock" / "requirements.txt").read_text("utf-8")
    for entry in re.split(r"^(?=[A-Za-z])", lock, flags=re.MULTILINE)[1:]:
        requirement = Requirement(entry.partition("\\")[0].strip())
        (version,) = requirement.specifier
        assert version.operator == "==", requirement
        assert "--hash=sha256:" in entry, requirement
        locked.setdefault(canonicalize_name(requirement.name), []).append(version.version)
    asked = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    for requirement in map(Requirement, asked):
        name = canonicalize_name(requirement.name)
        if name != project["name"]:
            assert locked[name], name
            assert all(requirement.specifier.contains(each) for each in locked[name]), requirement


def test_ci_workflow_runs_ci_on_every_supported_python():
    workflow = read(".github/workflows/ci.yml")
    versions = re.findall(r"\d\.\d+", re.search(r"python: \[(.+)\]", workflow)[1])
    classifiers = tomllib.loads(read("pyproject.toml"))["project"]["classifiers"]
    assert versions == [each.rsplit(" ", 1)[1] for each in classifiers if re.search(r":: 3\.\d+$", each)]
    assert "run: .ci/run" in workflow
    assert "pip-audit" in workflow


def test_fuzz_workflow_gives_every_run_a_seed_of_its_own():
    workflow = read(".github/workflows/fuzz.yml")
    assert "KHABAR_FUZZ_SEED: ${{ github.run_id }}" in workflow
    assert "tests/security/test_doors.py" in workflow
    assert "tests/security/soak.py" in workflow


def test_release_workflow_publishes_without_a_token():
    workflow = read(".github/workflows/release.yml")
    assert "id-token: write" in workflow
    assert "secrets." not in workflow
    assert "sbom" in workflow.lower()


def test_issue_form_asks_for_doctor():
    assert "khabar doctor" in read(".github/ISSUE_TEMPLATE/bug.yml")
