"""The arithmetic of sellers and markets, and its words: one formula for Python and for Vega."""
