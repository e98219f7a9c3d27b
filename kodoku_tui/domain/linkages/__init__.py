"""With whom groups work (連携), and what they set out to reach."""
