"""How fast the report is made, checked and read: beside a stock Jupyter Book, and beside the machine's limit."""
