"""The stream of one pledge: the words, the conduct observed, the verdicts, and the rules that its events keep."""
