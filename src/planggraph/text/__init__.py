"""Pure functions over text: folding, spans, markers, numerals, calendar."""
