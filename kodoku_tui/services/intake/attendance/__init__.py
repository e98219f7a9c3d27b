"""Lists of who came, from Zoom, Teams and by hand."""
