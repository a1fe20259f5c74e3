"""Stories: items of several newsrooms that report the same event. Pure: no network, no library."""

from reader.core.stories.document import Item as Item
from reader.core.stories.grouper import cluster as cluster
