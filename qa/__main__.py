"""``python -m qa`` is the ``chuchu`` command."""

from qa.cli import run

run()
