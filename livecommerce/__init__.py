"""The evidence, formulas and charts behind the report "Does live shopping travel?"."""
