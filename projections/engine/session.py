"""How a connection is set on which projections apply events."""

# A statement planned while its table was empty would scan it for days: every look-up goes by index. What is derived
# needs no fsync of its own, and a process that freezes inside a transaction must not hold up its successor.
SESSION = """
    select set_config(name, value, false) from (values
        ('synchronous_commit', 'off'), ('idle_in_transaction_session_timeout', '5s'), ('jit', 'off'),
        ('enable_seqscan', 'off'), ('enable_hashjoin', 'off'), ('enable_mergejoin', 'off'),
        ('enable_material', 'off'), ('enable_bitmapscan', 'off')
    ) settings (name, value)
"""
