"""Shared fixtures. Snapshots live in the top-level ``snapshots/`` folder."""

import gc
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import pytest_textual_snapshot as plugin
from hypothesis import HealthCheck, settings
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

# Programs that tests start, and every worker, would compile all modules again at each start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A busy machine is slow, and that is no mistake of what is tested.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")

TESTS = Path(__file__).parent
SNAPSHOTS = TESTS.parent / "snapshots"
ID_CHARACTERS = 60
"""Of a text among parameters, so many name the case: an id of megabytes is sent by every worker."""
LEFT_TO_RIGHT = "text { direction: ltr; unicode-bidi: bidi-override; }"


def snapshot_dirname(cls, *, test_location):
    """Map ``tests/tui/test_screens.py`` to ``snapshots/tui/test_screens``."""
    module = Path(test_location.filepath).relative_to(TESTS).with_suffix("")
    return str(SNAPSHOTS / module)


def normalize_svg(svg, normalize=plugin.normalize_svg):
    """Keep a browser from reordering text that is already in visual order."""
    svg = normalize(svg)
    if LEFT_TO_RIGHT in svg:
        return svg
    return svg.replace("<style>", f"<style>\n    {LEFT_TO_RIGHT}", 1)


# snap_compare names its extension class, so the class is the only seam.
plugin.SVGImageExtension.dirname = classmethod(snapshot_dirname)
plugin.normalize_svg = normalize_svg


class TextSnapshotExtension(SingleFileSnapshotExtension):
    """One ``.txt`` per snapshot: the cells of the screen, readable in a diff."""

    _file_extension = "txt"
    _write_mode = WriteMode.TEXT
    dirname = classmethod(snapshot_dirname)


@pytest.fixture
def snapshot_txt(snapshot):
    """Compare text with a ``.txt`` file."""
    return snapshot.use_extension(TextSnapshotExtension)


@pytest.fixture
def app_snapshot(snapshot):
    """Compare the screen as it is now: several stops in one run."""
    svg = snapshot.use_extension(plugin.SVGImageExtension)

    async def compare(pilot, name):
        await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        return pilot.app.export_screenshot(title="khabar", simplify=True) == svg(name=name)

    return compare


def pytest_configure(config):
    """Hear Ctrl-C, and refuse the one command that would delete its neighbours' snapshots.

    syrupy decides what a ``::node`` run may prune by comparing the test's
    folder with the snapshot's, which never match once they are apart.

    What a shell starts in the background is deaf to Ctrl-C, and so would be the programs the tests start.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if config.option.update_snapshots and any("::" in arg for arg in config.args):
        raise pytest.UsageError("--snapshot-update takes whole modules or -k, not ::nodes")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers(config):
    """Run three workers on two cores: a third of the time a test waits for a frame, a process or a server."""
    if os.environ.get("PYTEST_XDIST_AUTO_NUM_WORKERS") or config.option.numprocesses != "auto":
        return None
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores + (cores + 1) // 2


def pytest_make_parametrize_id(val):
    """Name a case with a long text by its beginning; pytest numbers those that begin alike."""
    if isinstance(val, str | bytes) and len(val) > ID_CHARACTERS:
        return ascii(val[:ID_CHARACTERS]).strip("b'\"")
    return None


def pytest_collection_finish(session):
    """Collect seldom, and never walk again what is loaded by now: a quarter of the time goes there else."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def shared():
    """The folder of real pages, feeds and Unicode files beside the checkout; tests skip without it."""
    folder = TESTS.parent.parent / "shared"
    if not folder.is_dir():
        pytest.skip("shared test data is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def new_library(tmp_path_factory):
    """Puts an empty library at a path, as a copy of one: making one waits for the disk several times."""
    from reader.store import Library

    made = tmp_path_factory.mktemp("new") / "library.db"
    with Library.open(made):
        pass
    return lambda path: shutil.copy(made, path)


@pytest.fixture
def small_disk(tmp_path):
    """A folder that is a file system of 2 MB; tests skip where none can be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder]
    if os.geteuid() or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("needs to mount a small tmpfs")
    yield folder
    subprocess.run(["umount", folder], check=True)


@pytest.fixture
def newsroom():
    """The fictional agency on loopback (``tests/newsroom.py``), fresh for each test."""
    from newsroom import Newsroom

    with Newsroom() as server:
        yield server
