"""The sorts of pictures: one small module each, with its `PICTURE`."""
