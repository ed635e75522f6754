"""A read-only SPARQL 1.1 endpoint over built graphs, with a query page and a page for every entity.

Graph files go into a store on disk (`store`). Queries run in worker processes that open it read-only (`worker`), kept
and killed by `pool`; `app` speaks HTTP; `command` is ``govgraph serve``. Needs the extra ``govgraph[serve]``.
"""
