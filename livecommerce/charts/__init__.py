"""One theme for all charts, and the forms that more than one figure uses."""
