"""python -m writethru, and the `writethru` command."""

import sys


def main(argv: list[str] | None = None) -> int:
    from writethru.cli import main as run

    return run(sys.argv[1:] if argv is None else argv)


if __name__ == "__main__":
    sys.exit(main())
