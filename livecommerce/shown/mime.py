"""The types of what a notebook stores and a surface shows."""

# The newest Vega-Lite type that notebook front ends draw; Altair's own is not valid in a notebook file.
FIGURE = "application/vnd.vegalite.v5+json"
PICTURE = "image/svg+xml"
LEDGER = "application/vnd.livecommerce.ledger+json"
