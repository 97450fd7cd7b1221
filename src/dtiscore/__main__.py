"""The program: ``--version`` is answered before anything else is imported."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from dtiscore import __version__  # noqa: PLC0415

        sys.stdout.write(f"dtiscore {__version__}\n")
        return
    from dtiscore.cli.main import run  # noqa: PLC0415

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
