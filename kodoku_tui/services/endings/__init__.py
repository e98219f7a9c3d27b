"""Groups that leave (辞退, 中止), complete (完了) or come back."""
