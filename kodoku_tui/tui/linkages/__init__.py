"""Linkages and indicators."""
