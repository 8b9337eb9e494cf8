"""What passes and is kept nowhere: who is here and who is typing, told to other processes and to members of rooms."""
