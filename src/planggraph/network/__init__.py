"""The naming network: who is named with whom, for which tasks, and what that can and cannot tell.

Records in, values out: `views.from_plans` draws a view, `study.study` takes every measure of it and tests it, `findings` puts the
results into sentences with their tasks and quotes, `whatif` and `compare` ask what a change would do and what changed.
"""
