"""Parse the dates newsrooms of the region write into aware datetimes."""
