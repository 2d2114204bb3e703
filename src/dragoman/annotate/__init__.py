"""Repaired text in; tokens, parse, mentions, time expressions, quotations and figures out.

It reads what the words show and never decides who or when is meant: that is resolution's.
"""
