"""The rule books: pure functions from what happened and a wish to what happens next."""
