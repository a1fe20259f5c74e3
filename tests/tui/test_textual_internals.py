"""Every private name of Textual the program relies on: where, why, and the source it was read in.

A digest is of the source of a function our code overrides, calls, or relies on to be called by. When an
assertion fails, read what changed in Textual, then renew the digest: the assertion says the new one.
"""

import ast
import gc
import inspect
import weakref
from functools import cache
from hashlib import sha256
from pathlib import Path

import textual
from textual import (
    _compositor,
    _styles_cache,
    app,
    driver,
    keys,
    message_pump,
    screen,
    scroll_view,
    scrollbar,
    strip,
    widget,
)
from textual.color import Color
from textual.css import stylesheet
from textual.drivers import _writer_thread, linux_driver
from textual.widgets import _input

from reader.tui.terminal.textual_internals import release_removed_widgets

READER = Path(__file__).parents[2] / "reader"
ROOMS = ("tui/terminal/", "tui/widgets/partial_update.py")
"""Where private names of Textual may be used."""

SEEN = {
    # terminal_app.py: every update passes App._display as one of two kinds, which we take apart
    app.App._display: "4b78dff6669a",
    app.App.get_driver_class: "b4903f3dba39",
    # terminal_app.py: whatever a handler raises comes to _handle_exception
    app.App._handle_exception: "baea2e7f88e7",
    # terminal_app.py: nothing but a traceback with the values of variables is lost in _fatal_error
    app.App._fatal_error: "2474616cec7f",
    app.App._background_screens: "d925a6b09405",
    _compositor.LayoutUpdate.render_segments: "ff329c722506",
    _compositor.ChopsUpdate.render_segments: "4c1cdb567e0b",
    _compositor.Compositor.render_update: "772c6b21953a",
    _compositor.Compositor.render_full_update: "ce99ccda4d24",
    _compositor.Compositor.render_partial_update: "888dccc892d8",
    _compositor.Compositor._render_chops: "ca8c3359d7af",
    screen.Screen.render: "c0f72894b398",
    strip.Strip.render: "2ba7a4913a72",
    driver.Driver.suspend_application_mode: "20cef4924da3",
    driver.Driver.resume_application_mode: "f223590ce241",
    # driver.py: writes are queued for a thread that may block
    linux_driver.LinuxDriver.start_application_mode: "7c41f5ba11a8",
    linux_driver.LinuxDriver.stop_application_mode: "9a7e99c8d4bd",
    # driver.py: a terminal that claims a huge screen is bounded
    linux_driver.LinuxDriver._get_terminal_size: "7e80e59356c6",
    linux_driver.LinuxDriver.disable_input: "6154c5a7c174",
    linux_driver.LinuxDriver.run_input_thread: "d796af6d69db",
    app.App._shutdown: "c264035bcb62",
    _writer_thread.WriterThread.write: "bc55e763d1ea",
    _writer_thread.WriterThread.stop: "e02ca6dd8268",
    screen.Screen._on_idle: "05781131b10d",
    # partial_update.py: of each line what is in front is kept; the screen paints so when its timer says so
    screen.Screen._compositor_refresh: "7a40efe56381",
    screen.Screen._on_timer_update: "421401660de1",
    _compositor.Compositor._get_renders: "8ac93299aa5d",
    _compositor.Compositor.visible_widgets: "6eddec5f2716",
    _compositor.Compositor.update_widgets: "86c02b2f8d6d",
    screen.Screen.__init__: "1f509dabafc5",
    widget.Widget._set_dirty: "9c280366b898",
    widget.Widget.refresh: "b1ce3392c9c0",
    # bidi_filter.py: filters are applied to whole lines, border and all, and their result is kept
    widget.Widget.get_line_filters: "9ed1f5ea3fbb",
    widget.Widget.render_lines: "1f2a11f3d518",
    _styles_cache.StylesCache.render_widget: "b946353fb1eb",
    _styles_cache.StylesCache.render: "0945715ef8ae",
    strip.Strip.apply_filter: "1417be1c9e66",
    # visual_scroll_view.py, row_list.py: lines bypass the cache of styled ones; a scrollbar moves by the
    # steps it shows; parts of a view are styled as nodes within it; the focus styles nothing
    widget.Widget.vertical_scrollbar: "6b140a728f0b",
    scrollbar.ScrollBar.render: "43a56156a9a6",
    scrollbar.ScrollBarRender.render_bar: "ea7d1cc4da61",
    scroll_view.ScrollView.watch_scroll_y: "5bf45265b7c9",
    widget.Widget.watch_has_focus: "387d9eae398b",
    message_pump.MessagePump._attach: "0758898db390",
    stylesheet.Stylesheet.apply: "1faf3687bbba",
    # screens/command_screen.py, pane.py: a change of focus repaints only the two widgets
    screen.Screen.set_focus: "56cfb5778970",
    screen.Screen._update_focus_styles: "cc50d6be558c",
    # terminal_app.py: sets the first theme as this does, before anything is styled
    app.App._watch_theme: "a6de38d37b42",
    # logical_selection.py: the pointer's place is read from the style of a bare render_line
    _compositor.Compositor.get_widget_and_offset_at: "f03b92a100ac",
    screen.Screen._watch__select_state: "ee1d5f66a300",
    screen.Screen.get_selected_text: "8ed34f156d53",
    # key_bindings.py: what is bound with priority is taken before it is handed through the widgets
    app.App.on_event: "3dbf14d69491",
    # terminal_app.py: a key without a binding is looked up again by another name
    app.App._check_bindings: "c9643552d942",
    keys._character_to_key: "422e0a6af915",
    # bidi_input.py
    _input.Input.render_line: "20fe97da621b",
    _input.Input._watch_selection: "cc43f5c5b389",
    _input.Input._watch_value: "ffa57a58cea1",
    _input.Input._value: "33f9515a42e7",
    _input.Input._cursor_offset: "3076dd8a231d",
    _input.Input.cursor_screen_offset: "5acae669457c",
    _input.Input._cell_offset_to_index: "b986d8f0be63",
    _input.Input._on_mouse_down: "4e6ab9839b26",
    _input.Input._on_mouse_move: "8db788264f72",
    _input.Input._on_paste: "4130f8efa484",
    _input.Input.action_cursor_left: "04324ea3ad25",
    _input.Input.action_cursor_right: "5f1cc287388c",
    _input.Input.action_cursor_left_word: "fd3b17644cbd",
    _input.Input.action_cursor_right_word: "9fd78d247387",
    _input.Input.action_delete_right: "76f5326a22e1",
    _input.Input.action_delete_left_word: "67501913211a",
    _input.Input.action_delete_right_word: "4a7eadb1619e",
    # terminal_app.py
    app.App.copy_to_clipboard: "f3e8b4ade76a",
}

USED = {
    # partial_update.py: render changed lines only, and flush the update of one widget at once
    "_batch_count": "whether painting is suspended",
    "_compositor": "the compositor of a screen, replaced and asked which widgets are visible",
    "_compositor_refresh": "sends what the compositor knows to be dirty",
    "_dirty_regions": "what a partial update is about",
    "_dirty_widgets": "kept over a flush of one widget",
    "_get_renders": "overridden to render fewer lines",
    "_styles_cache": "cleared for a widget that is refreshed without messages",
    # terminal_app.py: the updates, keys and errors of the application
    "_background_screens": "screens below a modal one, for encoding whole lines",
    "_check_bindings": "overridden for keys of other keyboard layouts",
    "_clipboard": "what App.clipboard returns",
    "_display": "overridden: every update passes it",
    "_driver": "writes escapes",
    "_exception": "the error that ended the application",
    "_fatal_error": "overridden: no traceback reaches a person",
    "_close_messages_no_wait": "what _fatal_error does but for the traceback",
    "_handle_exception": "overridden: widgets are gone while the screen is taken down",
    "_disable_notifications": "whether a screen has no widget for toasts",
    "_disable_tooltips": "whether a screen has no widget for tooltips",
    "_keymap": "the keys a person has rebound",
    "_previous_cursor_position": "whether the cursor has to be moved",
    "_refresh_truecolor_filter": "as App._watch_theme does",
    "_render_chops": "the rest of a line that is written whole",
    # driver.py
    "_get_terminal_size": "overridden: a claim of a huge screen is bounded",
    "_file": "where the writer thread writes",
    "_queue": "how much waits for the terminal",
    "_writer_thread": "whether the terminal is still there",
    # textual_internals.py, visual_scroll_view.py
    "_arrange_scrollbars": "overridden: the scrollbar is on the left in a right-to-left interface",
    "_start_widget": "starts a scrollbar of our own, as Textual starts its own",
    "_vertical_scrollbar": "the scrollbar of a view",
    "_attach": "a node that is styled as part of a view",
    "_bindings": "the keys of a widget, for help and palette",
    "_character_to_key": "names of keys on other layouts",
    # bidi_input.py: cursor, clicks and arrows follow the visual order
    "_cell_offset_to_index": "overridden: a click",
    "_cursor_offset": "overridden: the column of the cursor",
    "_cursor_visible": "the blinking cursor",
    "_on_paste": "overridden: text from outside is sanitized",
    "_suggestion": "shown after the text",
    "_value": "the text as highlighted",
    "_watch_selection": "overridden: keeps the cursor visible",
    "_watch_value": "overridden: keeps right-to-left text in place",
}
"""Private names of Textual in ``reader``, and what each is used for."""
MODULES = {
    "textual._styles_cache": "whose cache of styles kept removed widgets",
    "textual._ansi_sequences": "the table of keys, to which reports of the ground are added",
    "textual._compositor": "updates are taken apart and made",
    "textual._xterm_parser": "keys out of what the terminal sends, read with our own waiting after Esc",
    "textual._context": "which screens are visible, for whole lines",
}


@cache
def private_names():
    """Return the private names defined in Textual's own source."""
    names = set()
    for path in Path(textual.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
                names.add(node.attr)
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                names.add(node.target.id)
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


def own_names(tree):
    """Return the private names a module of ours defines itself."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.attr)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
    return names


def uses(path, private):
    """Yield the private names of Textual that a module uses, and private modules it imports.

    A name the module defines itself counts only where it is taken from something else than ``self``, or is a
    method that overrides one of Textual.
    """
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = own_names(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in private:
            of_self = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
            if node.attr not in own or not of_self:
                yield node.attr
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "textual":
            if any(part.startswith("_") for part in node.module.split(".")):
                yield node.module
            yield from (each.name for each in node.names if each.name.startswith("_"))


def overridden(module):
    """Yield the private methods of Textual that classes of a module of ours override."""
    for name, cls in vars(module).items():
        if inspect.isclass(cls) and cls.__module__ == module.__name__:
            for method in vars(cls):
                bases = [base for base in cls.__mro__[1:] if base.__module__.startswith("textual.")]
                is_private = method.startswith("_") and not method.startswith("__")
                if is_private and any(inspect.isroutine(vars(base).get(method)) for base in bases):
                    yield f"{name}.{method}"


FILES = sorted((READER / "tui").rglob("*.py"))


def is_allowed(path):
    return str(path.relative_to(READER)).startswith(ROOMS)


def test_textual_internals_outside_their_modules_are_not_used():
    own = {"_meta"}  # of rich.style.Style, and of an article
    private = private_names()
    used = {str(path): set(uses(path, private)) - own for path in FILES if not is_allowed(path)}
    assert {path: names for path, names in used.items() if names} == {}


def test_textual_internals_in_use_are_listed_and_no_others():
    used = {name for path in FILES if is_allowed(path) for name in uses(path, private_names())}
    modules = {name for name in used if name.startswith("textual.")}
    assert modules == MODULES.keys()
    assert used - modules - USED.keys() == set()
    text = "".join(path.read_text(encoding="utf-8") for path in FILES if is_allowed(path))
    assert {name for name in USED if name not in text} == set()


def test_textual_internals_overridden_outside_their_modules_are_none():
    import importlib
    import pkgutil

    import reader.tui

    found = {}
    for info in pkgutil.walk_packages(reader.tui.__path__, "reader.tui."):
        module = importlib.import_module(info.name)
        methods = list(overridden(module))
        if methods and not is_allowed(Path(module.__file__)):
            found[info.name] = methods
    assert found == {}


def digest(function):
    source = inspect.getsource(function.fget if isinstance(function, property) else function)
    return sha256(source.encode()).hexdigest()[:12]


def name(function):
    inner = function.fget if isinstance(function, property) else function
    return inner.__qualname__


def test_this_is_the_textual_we_have_read():
    assert textual.__version__ == "8.2.8"


def test_internals_of_textual_are_unchanged():
    found = [(name(function), digest(function), seen) for function, seen in SEEN.items()]
    assert [each for each in found if each[1] != each[2]] == []


def test_removed_widget_releases_its_painted_lines():
    release_removed_widgets()
    cache = _styles_cache.StylesCache()
    styles = cache.get_inner_outer(Color(1, 2, 3), Color(4, 5, 6))
    assert [style.background for style in styles] == [Color(4, 5, 6), Color(1, 2, 3)]
    released = weakref.ref(cache)
    del cache
    gc.collect()
    assert released() is None
