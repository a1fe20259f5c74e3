"""Import files of other readers, of read-later services and of khabar itself."""

from reader.core.importing.importer import KINDS, Kind, import_file, recognise
from reader.core.importing.records import ImportedPage, ImportedRecords

__all__ = ["KINDS", "ImportedPage", "ImportedRecords", "Kind", "import_file", "recognise"]
