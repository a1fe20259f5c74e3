"""What we stand on inside Textual: fails when it changes, so that somebody looks before anything is released.

Each digest is of the source of a function our hooks override, call, or rely on to be called by. After reading
what changed, renew it: the failing assertion says the new one.
"""

import inspect
from hashlib import sha256

import pytest
import textual
from textual import (
    _compositor,
    _parser,
    _styles_cache,
    app,
    command,
    driver,
    keys,
    message_pump,
    screen,
    scroll_view,
    strip,
    widget,
)
from textual.css import stylesheet
from textual.drivers import linux_driver
from textual.widgets import _input

SEEN = {
    # output.py: every update passes App._display as one of two kinds, which we take apart
    app.App._display: "4b78dff6669a",
    app.App.get_driver_class: "b4903f3dba39",
    # app.py: whatever a handler raises comes to _handle_exception
    app.App._handle_exception: "baea2e7f88e7",
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
    # driving.py: keys are read and frames written past the driver's threads; nothing is painted meanwhile
    linux_driver.LinuxDriver.start_application_mode: "7c41f5ba11a8",
    linux_driver.LinuxDriver.stop_application_mode: "9a7e99c8d4bd",
    linux_driver.LinuxDriver.disable_input: "6154c5a7c174",
    linux_driver.LinuxDriver.run_input_thread: "d796af6d69db",
    linux_driver.LinuxDriver.write: "b78a34033db5",
    driver.Driver.process_message: "af9cb0baaf15",
    driver.Driver.send_message: "4ecf73a431b2",
    _parser.Parser.feed: "390106cde019",
    _parser.Parser.tick: "44606084ad3b",
    app.App._begin_batch: "d3e5faaf577d",
    app.App._end_batch: "588c75faa310",
    app.App._shutdown: "c264035bcb62",
    screen.Screen._on_idle: "05781131b10d",
    # compositing.py: of each line what is in front is kept; the screen paints so when its timer says so
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
    # lines.py: lines go round the cache of styled ones; a scrollbar is told of steps it shows; parts of a
    # view are styled as nodes within it; the focus styles nothing
    scroll_view.ScrollView.watch_scroll_y: "5bf45265b7c9",
    widget.Widget.watch_has_focus: "387d9eae398b",
    message_pump.MessagePump._attach: "0758898db390",
    stylesheet.Stylesheet.apply: "1faf3687bbba",
    # commanded.py, pane.py: a change of focus paints no more than the widgets it is told to
    screen.Screen.set_focus: "56cfb5778970",
    screen.Screen._update_focus_styles: "cc50d6be558c",
    # app.py: a theme is put on as this does, before there is anything to style
    app.App._watch_theme: "a6de38d37b42",
    # logical_selection.py: the pointer's place is read from the style of a bare render_line
    _compositor.Compositor.get_widget_and_offset_at: "f03b92a100ac",
    screen.Screen._watch__select_state: "ee1d5f66a300",
    screen.Screen.get_selected_text: "8ed34f156d53",
    # keys.py: what is bound with priority is taken before it is handed through the widgets
    app.App.on_event: "3dbf14d69491",
    # keyboard.py: what no binding took is asked for again by another name
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
    # command_palette.py
    command.CommandPalette.compose: "055ae3b84d55",
    command.CommandPalette.__init__: "34776fc490b1",
    # clipboard.py
    app.App.copy_to_clipboard: "f3e8b4ade76a",
}


def digest(function):
    source = inspect.getsource(function.fget if isinstance(function, property) else function)
    return sha256(source.encode()).hexdigest()[:12]


def name(function):
    inner = function.fget if isinstance(function, property) else function
    return inner.__qualname__


def test_this_is_the_textual_we_have_read():
    assert textual.__version__ == "8.2.8"


@pytest.mark.parametrize(("function", "seen"), SEEN.items(), ids=[name(each) for each in SEEN])
def test_what_we_stand_on_has_not_changed(function, seen):
    assert digest(function) == seen
