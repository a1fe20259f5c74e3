"""What lies over the screen is answered once, however often the key is pressed."""

import pytest
from tui.conftest import press, reading, settled

from reader.tui.dialogs.picker import Choice, Picker
from reader.tui.dialogs.prompt import Prompt


@pytest.mark.parametrize("key", ["enter", "escape"])
@pytest.mark.parametrize(
    "card", [lambda s: Prompt(s, "ask.list", "خبر"), lambda s: Picker(s, "pick.filter", [Choice("a", "أ")])]
)
async def test_card_answered_twice_leaves_the_screen_below(session, key, card):
    async with reading(session) as pilot:
        given = []
        pilot.app.push_screen(card(pilot.app.reading.strings), given.append)
        await settled(pilot)
        for _ in range(3):
            pilot.app.simulate_key(key)  # all are in the queue before the first is read
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
        assert len(given) == 1
        await press(pilot, "j")
        assert pilot.app.is_running


async def test_command_chosen_twice(session):
    async with reading(session) as pilot:
        await press(pilot, "colon")
        over = pilot.app.screen
        over.dismiss()
        over.dismiss()
        await settled(pilot)
        assert pilot.app.screen is pilot.app.reading
