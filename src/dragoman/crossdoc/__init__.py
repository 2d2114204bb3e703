"""crossdoc."""
