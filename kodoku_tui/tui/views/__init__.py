"""Which groups show: the filter, and the views (ビュー) that were kept of it."""
