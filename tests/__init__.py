"""Tests are sentences about the product, on real servers."""
