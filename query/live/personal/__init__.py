"""The personal stream: what concerns one person in all of their rooms, followed from the whole log once a process."""
