"""A file as cells, with what it says beside them; read in a process of its own."""
