"""The graph of a corpus as an Oxigraph store on disk: SPARQL without loading it, and only what is new is indexed.

`parts` reads the TriG files of a corpus, `state` remembers what of them is in the store, `generations` says where the
store lies that readers open, `index` brings it up to date and `answer` asks it.
"""
