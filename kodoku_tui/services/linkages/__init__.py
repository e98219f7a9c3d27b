"""With whom groups work (連携), and their outcome indicators (成果指標)."""
