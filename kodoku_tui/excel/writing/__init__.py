"""The lists as workbooks."""
