"""What crosses to a surface, typed: figures, ledgers, controls, colours and their MIME types."""
