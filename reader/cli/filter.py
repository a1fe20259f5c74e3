"""Run the command ``text``: a filter that typesets right-to-left text for the terminal."""

from __future__ import annotations

import codecs
import sys
from typing import TYPE_CHECKING

from reader.cli.context import Context
from reader.core.errors import CoreError
from reader.locale.message import Message
from reader.locale.system_error import describe

if TYPE_CHECKING:
    from typing import BinaryIO


CHUNK = 1 << 16
"""Most bytes per read; available input is typeset at once."""


def text(context: Context) -> int:
    """Typeset a file or standard input chunk by chunk."""
    if not context.arguments.operands or context.arguments.operands[0] == "-":
        return _set(context, sys.stdin.buffer)
    path = context.arguments.operands[0]
    try:
        file = open(path, "rb")  # noqa: SIM115 - closed below
    except OSError as error:
        raise CoreError(Message("file.unreadable", path=path, why=describe(error))) from error
    with file:
        return _set(context, file)


def _set(context: Context, source: BinaryIO) -> int:
    from reader.typeset.terminal_order import Encoding
    from reader.typeset.text_filter import Filter

    arguments, settings = context.arguments, context.config.settings
    wanted = arguments.text("--order", "auto")
    decision = context.inline_decision if wanted == "auto" and context.out.tty else None
    encoding = decision.inline_encoding if decision else Encoding()
    width = arguments.number("--width", 0) or context.out.size[0] - encoding.control_columns
    setting = Filter(
        width,
        None if wanted == "logical" else encoding,
        justify=arguments.on("--justify"),
        marks=settings.harakat != "hidden",
        forms=settings.letterforms == "presentation",
    )
    decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
    read = getattr(source, "read1", source.read)
    while data := read(CHUNK):
        context.out.write(setting.feed(decoder.decode(data)))
        context.out.stream.flush()
    context.out.write(setting.feed(decoder.decode(b"", True)) + setting.close())
    return 0
