"""Extract the article of a web page: body blocks and metadata."""
