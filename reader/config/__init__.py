"""What the reader of the news decides: one TOML file, told line by line what is wrong with it.

``load`` never fails: a wrong line costs that line. Only ``edit`` and ``template`` write, when a person asks.
"""

from reader.config.load import changed_since, load
from reader.config.paths import Paths, paths
from reader.config.settings import Config, Problem, Settings, SmartList

__all__ = ["Config", "Paths", "Problem", "Settings", "SmartList", "changed_since", "load", "paths"]
