"""What the commands of analysis/ have in common: usage, messages and exit statuses as pijler's own."""

import argparse
import errno
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from .open import ResultError
from .sweeps import RunFailed

ROOT = Path(__file__).resolve().parent.parent.parent


class Parser(argparse.ArgumentParser):
    """Like its base, but bad usage exits with 64, and options are not guessed."""

    def __init__(self, **given):
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **given)

    def error(self, message: str):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: error: {message}\n")


def add_program(parser: argparse.ArgumentParser) -> None:
    """The option that names pijler."""
    parser.add_argument("--pijler", type=Path, default=ROOT / "build/sim/pijler", help="the program (default: build/sim/pijler)")


def the_program(path: Path) -> Path:
    """That program. Raises Failure where it is not there."""
    if not path.is_file():
        raise Failure(66, f"{path} is not there; build it with ./quickstart build, or name it with --pijler")
    return path


class Failure(Exception):
    """Ends the command with a status and a message."""

    def __init__(self, status: int, message: str):
        super().__init__(message)
        self.status = status


def refuse_existing(path: Path, overwrite: bool, *read: Path) -> None:
    """An output is not replaced unasked, and is told at once where it could not be written: over a device or a folder, into no folder, over what is `read`."""
    if any(path.resolve() == each.resolve() for each in read):
        raise Failure(73, f"{path} is what is read; name another file")
    if path.exists() and not path.is_file():
        raise Failure(73, f"{path} is no file that could be replaced; name another")
    if path.exists() and not overwrite:
        raise Failure(73, f"{path} exists; name another file, or add --overwrite")
    if not path.parent.is_dir():
        raise Failure(73, f"there is no folder {path.parent}")


def expect_there(*paths: Path) -> None:
    """Raises FileNotFoundError for the first that is not there."""
    for path in paths:
        if not path.exists():
            raise FileNotFoundError(path)


def publish(path: Path, output: str | Callable[[Path], object]) -> None:
    """Writes an output whole, a text or what writes itself into a file of that ending, or leaves what was there. Raises Failure where it cannot."""
    half = path.with_name(f".half.{path.name}")
    try:
        if isinstance(output, str):
            half.write_text(output, encoding="utf-8")
        else:
            output(half)
        half.replace(path)
    except OSError as fault:
        raise Failure(74 if fault.errno in (None, errno.ENOSPC, errno.EDQUOT, errno.EIO) else 73, f"{path} cannot be written ({fault.strerror or fault})") from fault
    finally:
        half.unlink(missing_ok=True)


STOPPED = "stopped; where its runs are kept, the same command takes it up again"


def end(name: str, command: Callable[[], int]) -> None:
    """Runs a command and exits with its status: what goes wrong is told in a line. SIGTERM stops it as Ctrl-C does, with what it runs."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        raise SystemExit(command())
    except Failure as fault:
        status, message = fault.status, str(fault)
    except RunFailed as fault:
        status, message = (fault.status if fault.status > 0 else 128 - fault.status), STOPPED if fault.status == 75 else str(fault)
    except FileNotFoundError as fault:
        status, message = 66, f"{fault.filename or fault} is not there"
    except (ResultError, ValueError) as fault:
        status, message = 65, str(fault)
    except OSError as fault:
        status, message = 74, f"{fault.filename or 'a file'}: {fault.strerror}"
    except KeyboardInterrupt:
        status, message = 75, STOPPED
    print(f"{name}: error: {message}", file=sys.stderr)
    raise SystemExit(status)
