"""A read-only SPARQL 1.1 endpoint over built graphs, with a query page and a page for every entity.

`nursery` is the process that loads the graph files, or finds the store of a corpus (`store`), and makes workers of
itself by fork (`worker`). Queries run there, and the pages of the reports of a corpus are made there (`report`); `pool`
gives both out and has them killed. `protocol` and `negotiate` read a request, `app` answers it over HTTP, `command` is
``govgraph serve``. Needs the extra ``govgraph[serve]``, and a system that can fork.
"""
