"""The register, and the forms of a group, its staff and its contacts."""
