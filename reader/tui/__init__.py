"""The terminal interface; the only room that knows Textual and Rich."""

import os

# Paints follow each other after 8 ms instead of 16: what a key does waits less for the paint before it.
os.environ.setdefault("TEXTUAL_FPS", "120")
# Escape is a key of its own when nothing follows within 50 ms instead of 100: it leads back from every text.
os.environ.setdefault("ESCDELAY", "50")
