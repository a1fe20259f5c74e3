"""The screen: what a reader sees and touches; the only room that knows Textual and Rich."""
