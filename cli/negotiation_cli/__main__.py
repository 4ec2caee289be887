"""Run the command line as ``python -m negotiation_cli``."""

from .main import main

main()
