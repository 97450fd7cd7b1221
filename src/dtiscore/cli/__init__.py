"""The command line: typer lives here, and nowhere else; exit statuses 0, 1 and 2."""
