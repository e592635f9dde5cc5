"""Settings, answers, related practices, export, HTTP API, web pages and command line."""
