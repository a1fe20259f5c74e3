"""What is written for terminals that draw: to the byte."""

import io
import re
from base64 import b64decode

import pytest
from PIL import Image

from reader.tui.terminal import graphics_protocols as protocols
from reader.tui.terminal import image_backend as imaging


def noise(width=120, height=80):
    return Image.effect_noise((width, height), 90).convert("RGB")


def test_kitty_is_sent_a_png_in_chunks_and_shows_nothing_yet():
    image = noise()
    sent = protocols.kitty_picture(image, 0x123456, 12, 4)
    chunks = re.findall("\x1b_G([^;]*);([^\x1b]*)\x1b\\\\", sent)
    assert "".join(f"\x1b_G{keys};{data}\x1b\\" for keys, data in chunks) == sent
    assert chunks[0][0] == f"a=T,U=1,f=100,i={0x123456},c=12,r=4,q=2,m=1"
    assert {keys for keys, _ in chunks[1:-1]} == {"q=2,m=1"}
    assert chunks[-1][0] == "q=2,m=0"
    assert max(len(data) for _, data in chunks) <= 4096
    data = b64decode("".join(data for _, data in chunks))
    assert Image.open(io.BytesIO(data)).tobytes() == image.tobytes()


def test_kitty_places_cells_by_number_row_and_column():
    signs = imaging.placeholder_diacritics()
    cells = "".join(f"\U0010eeee{signs[3]}{signs[column]}{signs[0]}" for column in (5, 6))
    assert protocols.kitty_row(0x0A0B0C, 3, range(5, 7)) == f"\x1b[0;38;2;10;11;12m{cells}\x1b[0m"


def test_fourth_byte_of_a_number_is_a_sign():
    assert protocols.kitty_row(0x02000001, 0, [0])[-5] == imaging.placeholder_diacritics()[2]


def test_kitty_forgets_the_picture_and_its_places():
    assert protocols.kitty_delete(7) == "\x1b_Ga=d,d=I,i=7,q=2\x1b\\"


def test_through_tmux_every_command_is_wrapped():
    assert protocols.kitty_delete(7, through_tmux=True) == (
        "\x1bPtmux;\x1b\x1b_Ga=d,d=I,i=7,q=2\x1b\x1b\\\x1b\\"
    )


def test_sixels_of_exactly_the_size():
    sent = protocols.sixel_picture(noise(50, 21))
    assert re.match('\x1bP0;1;0q"1;1;50;21#', sent)
    assert sent.endswith("\x1b\\")


def test_sixel_colours_are_defined_before_use():
    sent = protocols.sixel_picture(noise(50, 21))
    colours, data = re.fullmatch(r'[^"]*"1;1;50;21((?:#\d+;2;\d+;\d+;\d+)+)(.*)', sent, re.DOTALL).groups()
    assert ";" not in data
    told = re.findall(r"#(\d+);", colours)
    assert len(told) == len(set(told))
    assert set(re.findall(r"#(\d+)", data)) <= set(told)


def test_iterm2_fills_a_box_of_cells():
    image = noise(30, 20)
    sent = protocols.iterm2_picture(image, 3, 1)
    found = re.fullmatch(
        "\x1b]1337;File=size=(\\d+);width=3;height=1;preserveAspectRatio=0;inline=1;doNotMoveCursor=1:(.*)\x07",
        sent,
    )
    data = b64decode(found[2], validate=True)
    assert len(data) == int(found[1])
    assert Image.open(io.BytesIO(data)).tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("made", "sent"),
    [
        (protocols.move(3, 7), "\x1b[8;4H"),
        (protocols.skip(5), "\x1b[5C"),
        (protocols.erase(5), "\x1b[0m\x1b[5X"),
        (protocols.double_size("سلام"), "\x1b]66;s=2;سلام\x07"),
    ],
)
def test_small_pictures_are_encoded_exactly(made, sent):
    assert made == sent
