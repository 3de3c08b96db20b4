"""The words of the trade as plain data: what screens, shell and the desk all speak.

Standard library only. Enumerations, commands, questions, display rows and refusals live here; rules and storage do not.
"""
