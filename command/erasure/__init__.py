"""The end of an account: decided for itself and for its rooms, carried out, and finished where that was cut off."""
