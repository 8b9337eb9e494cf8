"""What others can rely on, as documents made from the code that speaks: JSON Schemas and AsyncAPI."""
