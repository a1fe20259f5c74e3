"""Parse feeds (RSS, RDF, Atom, JSON Feed) and feed lists (OPML) into model values."""
