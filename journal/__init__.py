"""The domain: what a reflection is, what a reading of it says, and the rules that need no I/O.

Everything here is immutable and pure; nothing here knows of SQL, colour, a model or the clock.
The terms are those of the rubric (README, "What is read").
"""
