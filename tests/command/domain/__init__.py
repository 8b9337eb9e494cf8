"""The rules, as given, when, then."""
