"""The wheel and the sdist, as a stranger would get them: built, installed elsewhere, and used."""

import fcntl
import json
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import termios
import time
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import reader

pytestmark = [
    pytest.mark.whole,
    pytest.mark.xdist_group("packaging"),  # one worker builds and installs once for all
    pytest.mark.skipif(find_spec("build") is None, reason="needs build: pip install -e '.[dev]'"),
]
ROOT = Path(__file__).resolve().parents[1]


def run(*command, **options):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, **options)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done


def build(folder, source, *what):
    run(sys.executable, "-m", "build", *what, "--outdir", folder, source)


def contents(wheel):
    """What a wheel installs: name to bytes, without the list of itself."""
    with zipfile.ZipFile(wheel) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("RECORD")}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel, the sdist, and the sdist unpacked; built of a copy, for a build writes beside its source."""
    folder = tmp_path_factory.mktemp("packaging")
    source = folder / "source"
    leave = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "dist", "build")
    shutil.copytree(ROOT, source, ignore=leave)
    shutil.copy(ROOT / ".gitignore", source)
    build(folder, source, "--wheel", "--sdist")
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    run(sys.executable, "-m", "tarfile", "-e", sdist, folder / "unpacked")
    (unpacked,) = (folder / "unpacked").iterdir()
    return wheel, sdist, unpacked


@pytest.fixture(scope="module")
def installed(built, tmp_path_factory):
    """The folder of programs of a fresh environment that holds the wheel and what it asks for."""
    folder = tmp_path_factory.mktemp("environment")
    run(sys.executable, "-m", "venv", folder)
    run(folder / "bin" / "pip", "install", "-q", "--disable-pip-version-check", built[0])
    return folder / "bin"


@pytest.fixture
def stranger(tmp_path):
    """The environment of somebody who has no file of ours, and no network: every proxy is a closed port."""
    dead = "http://127.0.0.1:9"
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "HTTP_PROXY": dead,
        "HTTPS_PROXY": dead,
        "ALL_PROXY": dead,
    }


def test_wheel_holds_every_file_of_the_program(built):
    names = set(contents(built[0]))
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "reader").rglob("*") if path.is_file()}
    here = {name for name in here if "__pycache__" not in name}
    assert here <= names
    assert {f"reader/styles/{path.name}" for path in (ROOT / "styles").iterdir()} <= names
    assert not [name for name in names if name.startswith(("tests/", "snapshots/"))]


def test_sdist_holds_the_tests_and_the_documents(built):
    unpacked = built[2]
    for name in ("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "tests/conftest.py", "styles"):
        assert (unpacked / name).exists(), name


def test_sdist_builds_the_same_wheel(built, tmp_path):
    build(tmp_path, built[2], "--wheel")
    (again,) = tmp_path.glob("*.whl")
    assert again.name == built[0].name
    assert contents(again) == contents(built[0])


def test_installed_command_works_from_anywhere(installed, stranger, tmp_path):
    version = reader.__version__
    khabar = installed / "khabar"
    assert run(khabar, "--version", env=stranger, cwd=tmp_path).stdout == f"khabar {version}\n"
    doctor = run(khabar, "doctor", "--json", env=stranger, cwd=tmp_path).stdout.splitlines()
    assert {json.loads(line)["check"] for line in doctor} >= {"terminal", "files", "library"}
    listed = [json.loads(line) for line in run(khabar, "list", "--json", env=stranger).stdout.splitlines()]
    assert all(row["sample"] for row in listed)
    assert "khabar" in run(khabar, "--help", env=stranger).stdout
    run(installed / "pip", "check", env=stranger)


def test_installed_reader_opens_and_leaves(installed, stranger, tmp_path):
    outside, inside = pty.openpty()
    fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    running = subprocess.Popen(
        [installed / "khabar"],
        stdin=inside,
        stdout=inside,
        stderr=inside,
        cwd=tmp_path,
        env=stranger | {"TERM": "xterm-256color"},
        start_new_session=True,
    )
    os.close(inside)
    written = b""
    asked = False
    end = time.monotonic() + 30
    while time.monotonic() < end and running.poll() is None:
        if select.select([outside], [], [], 0.2)[0]:
            try:
                written += os.read(outside, 1 << 16)
            except OSError:
                break
        # «آخر», as letters in their places from left to right
        if not asked and "\ufeae\ufea7\ufe81".encode() in written:
            os.write(outside, b"q")
            asked = True
    os.close(outside)
    assert asked, written[-2000:]
    assert running.wait(10) == 0
    assert b"Traceback" not in written
