"""The talks in a browser: pages, files and an API over the same views and documents as the command line.

Only what asks for it loads it: it needs the libraries of the extra `web`.
"""
