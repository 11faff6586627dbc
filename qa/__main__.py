"""The ``chuchu`` command, and ``python -m qa``: Ctrl-C ends it in one line from its first moment on."""

import sys


def main() -> None:
    """Entry point of the ``chuchu`` command."""
    try:
        import qa.cli

        status = qa.cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("chuchu: stopped\n")
        status = 130
    sys.exit(status)


if __name__ == "__main__":
    main()
