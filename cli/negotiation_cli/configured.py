"""What a user has set up for all commands: variables of the environment, else lines of a file of their own."""

import os
from pathlib import Path

FILE = "config.toml"
NAMES = ("audience", "clearance", "key", "recorder")
"""What can be set up: ``audience = "press"``."""


def config_folder() -> Path:
    """Return the folder of what the user has set up: $XDG_CONFIG_HOME/talks, else ~/.config/talks."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "talks"


def configured(*names: str) -> dict[str, str]:
    """Return what is set up of some names that belong together; of the file nothing where the environment has any.

    Raises:
        InputError: the file cannot be read, or does not say what it should.
    """
    named = {name: os.environ.get(f"TALKS_{name.upper()}", "").strip() for name in names}
    found = {name: value for name, value in named.items() if value}
    return found or {name: value for name, value in _in_file().items() if name in names}


def _in_file() -> dict[str, str]:
    """Return what the file says, if there is one; what it says wrongly is not passed over, since it may limit sight."""
    try:
        path = config_folder() / FILE
        text = path.read_text("utf-8")
    except (FileNotFoundError, NotADirectoryError, RuntimeError):  # no file; or nobody's home
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _wrong(path, f"cannot be read: {getattr(error, 'strerror', None) or 'it is not text in UTF-8'}") from None
    import tomllib

    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _wrong(path, f"is no TOML: {error}") from None
    for name, value in found.items():
        if name not in NAMES:
            raise _wrong(path, f"sets '{name[:40]}', which there is not")
        if not isinstance(value, str) or not value.strip():
            raise _wrong(path, f"sets {name} to what is no text")
    return {name: value.strip() for name, value in found.items()}


def _wrong(path: Path, what: str) -> Exception:
    from negotiation.domain.errors import InputError

    return InputError(
        f"'{path}' {what}", f'it takes lines such as audience = "press"; the names are {", ".join(NAMES)}'
    )
