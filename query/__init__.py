"""The read side: what people may see."""
