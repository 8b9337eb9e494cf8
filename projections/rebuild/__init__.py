"""Building read models anew beside the live ones, switching over to them, and going back."""
