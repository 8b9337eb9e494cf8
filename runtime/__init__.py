"""What every process needs and that knows nothing of chat."""
