"""Tables of HTML element names by what they do to text."""

BLOCKS = frozenset(
    (
        "address article aside blockquote body br caption center dd details dialog div dl dt "
        "fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main "
        "menu nav ol option p pre section summary table tbody td tfoot th thead tr ul"
    ).split()
)
"""Elements that a browser sets apart from the text around them (HTML Standard, 15.3), with
``br``, and ``td`` and ``option``, which a reader does not run together either."""

SILENT = frozenset("iframe noscript object script style svg template title".split())
"""Elements whose text is not shown, or is a drawing."""
