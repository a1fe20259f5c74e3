"""EPUB files are held to the standard by epubcheck, where it is installed."""

import shutil
import subprocess
from pathlib import Path

import pytest

needs_epubcheck = pytest.mark.skipif(not shutil.which("epubcheck"), reason="epubcheck is not installed")


def assert_valid(book):
    """Fail with the words of epubcheck for any error or warning about a file."""
    program = Path(shutil.which("epubcheck")).resolve()
    command = ["java", "-jar", str(program)] if program.suffix == ".jar" else [str(program)]
    done = subprocess.run([*command, "--failonwarnings", str(book)], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
