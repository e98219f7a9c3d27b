"""The register (名簿): organizations, groups, their staff and contacts, and the views of it."""
