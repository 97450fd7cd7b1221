"""The program: ``--version`` is answered before anything else is imported."""

import gc
import sys

_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def main() -> None:
    """Run the command line and end the process with its exit status."""
    arguments = sys.argv[1:]
    if arguments == ["--version"]:
        from dtiscore import __version__  # noqa: PLC0415

        sys.stdout.write(f"dtiscore {__version__}\n")
        return
    # Nearly all that a short run makes lives until its end: looking for garbage every 700
    # objects, as Python does, takes a tenth of the time.
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from dtiscore.cli.main import run  # noqa: PLC0415

    sys.exit(run(arguments))


if __name__ == "__main__":
    main()
