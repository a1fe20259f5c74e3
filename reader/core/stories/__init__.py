"""Group items of several newsrooms on the same event; pure: no network, no library."""

from reader.core.stories.document import Item as Item
from reader.core.stories.grouper import cluster as cluster
