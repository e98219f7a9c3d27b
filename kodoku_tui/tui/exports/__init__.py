"""Handing lists out."""
