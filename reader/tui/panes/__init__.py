"""The four panes of the reading screen: ticker, headlines, article, bookmarks."""
