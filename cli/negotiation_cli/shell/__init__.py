"""One process in which every command can be given, a line each, without the shell's quoting."""
