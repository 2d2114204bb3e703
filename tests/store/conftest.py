from servers import place, server  # noqa: F401 - fixtures
