"""Whether the file that was opened is still the one of its name."""

from pathlib import Path

from ...domain.errors import LogReplaced


class OpenFile:
    """A file that has been opened by its name; it is known by its device and its inode."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._opened = _place(path)

    def see_that_it_is_there(self) -> None:
        """Refuse to go on if the file was removed or another one put in its place: nobody would find what is written.

        Raises:
            LogReplaced: the name stands for another file, or for none.
        """
        now = _place(self.path)
        if now != self._opened:
            raise LogReplaced(self.path, gone=now is None)


def _place(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
