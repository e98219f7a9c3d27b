"""The accompaniment desk (伴走支援デスク)."""

__version__ = "0.1.0"
