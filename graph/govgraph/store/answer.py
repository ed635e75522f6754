"""SPARQL over the store of a corpus, with the same answers as `govgraph.query` gives over files."""

from decimal import Decimal, InvalidOperation
from pathlib import Path

from pyoxigraph import Literal, QueryBoolean, QuerySolutions, Store

from govgraph.errors import InputError
from govgraph.graph.terms import BASE, PREFIXES, XSD
from govgraph.query import Answer, Value
from govgraph.serve.protocol import RequestError, check_query
from govgraph.store.generations import open_store
from govgraph.store.index import refresh

# the datatypes that XML Schema derives from decimal
_EXACT = frozenset(
    XSD + name
    for name in (
        "decimal", "integer", "long", "int", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedLong",
        "unsignedInt", "unsignedShort", "unsignedByte", "nonPositiveInteger", "negativeInteger",
    )
)  # fmt: skip
_ROUNDED = frozenset({XSD + "double", XSD + "float"})


def ask_corpus(folder: Path, text: str, *, update: bool = True) -> Answer:
    """Ask a corpus; its store is brought up to date before, if `update`, see `govgraph.store.index.refresh`.

    Raises InputError for what is no SPARQL query or asks another service, and where there is no store; OutputError
    where none can be made.
    """
    if update:
        refresh(folder)
    with open_store(folder) as store:
        return ask(store, text)


def ask(store: Store, text: str) -> Answer:
    """Ask a store; the prefixes of the ontology need not be declared. Raises InputError as `ask_corpus` does."""
    try:
        check_query(text)
        result = store.query(text, base_iri=BASE, prefixes=PREFIXES)
    except RequestError as error:
        raise InputError("the query asks another service (SERVICE), and govgraph stays offline") from error
    except (SyntaxError, ValueError) as error:
        raise InputError(f"not a SPARQL query: {_one_line(error)}") from error
    try:
        if isinstance(result, QueryBoolean):
            return Answer(("answer",), ({"answer": bool(result)},))
        if isinstance(result, QuerySolutions):
            columns = tuple(variable.value for variable in result.variables)
            rows = [[_value(term) for term in row] for row in result]
        else:  # CONSTRUCT, DESCRIBE
            columns = ("subject", "predicate", "object")
            rows = sorted([_text(term) for term in triple] for triple in result)
    except (OSError, RuntimeError) as error:
        raise InputError(f"the query cannot be answered: {_one_line(error)}") from error
    return Answer(columns, tuple(dict(zip(columns, row, strict=True)) for row in rows))


def _value(term: object) -> Value:
    """A term as a plain value: numbers as numbers, everything else as text."""
    if isinstance(term, Literal):
        form, kind = term.value, term.datatype.value
        if kind == XSD + "boolean" and form in ("true", "false", "1", "0"):
            return form in ("true", "1")
        try:
            if kind in _EXACT:
                exact = Decimal(form)
                return int(exact) if exact == exact.to_integral_value() else float(exact)
            if kind in _ROUNDED:
                return float(form)
        except (InvalidOperation, ValueError):  # not in the lexical space of its datatype
            return form
    return None if term is None else _text(term)


def _text(term: object) -> str:
    """The IRI of a node, the words of a literal."""
    return str(getattr(term, "value", term))


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
