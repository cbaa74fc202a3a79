"""csvbridge: CSV files from cart to deferred-payment provider and back; nothing goes wrong silently."""
