"""Packages: proposals that are agreed only together, and what waits for what."""
