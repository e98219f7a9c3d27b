"""The app itself: its main screens and what can be done from each of them."""
