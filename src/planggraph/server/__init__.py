"""The endpoint: SPARQL 1.1 Protocol, Graph Store Protocol, service description and VoID, and things by their IRIs, over HTTP.

A request becomes values (`protocol`, `graph_store`), the values a job (`jobs`), and the job is answered in a process of its own that
can be killed (`workers` starts and ends them, `worker` is the process, `answering` and `writing` the work). `app` is the thin layer of
FastAPI around it. Nothing here loads anything from another machine, and no page it serves does.
"""
