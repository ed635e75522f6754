"""What a corpus knows of its inputs between two runs: a small SQLite file that survives a kill at any moment.

Every input has one row: what it looked like when it was read and what came of it. Every part (the reports whose ids
fall into one bucket) has the digest of what its files were last made from. A run compares both with what is there now.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, Self

from govgraph.corpus.sources import Source
from govgraph.errors import OutputError

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS inputs (
  location TEXT PRIMARY KEY, name TEXT NOT NULL, stamp TEXT NOT NULL, error TEXT,
  report TEXT, fingerprint TEXT, part TEXT, record TEXT, summary TEXT,
  present INTEGER NOT NULL DEFAULT 1, removed INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_part ON inputs (part, report);
CREATE INDEX IF NOT EXISTS by_fingerprint ON inputs (fingerprint, name, location);
CREATE TABLE IF NOT EXISTS parts (part TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS litter (part TEXT PRIMARY KEY) WITHOUT ROWID;
-- Of several inputs with one text the first by name is the report; the others are its duplicates.
CREATE VIEW IF NOT EXISTS kept AS SELECT report, part, record, location, name, fingerprint, summary FROM inputs first
WHERE error IS NULL AND NOT removed AND NOT EXISTS (
  SELECT 1 FROM inputs WHERE fingerprint = first.fingerprint AND (name, location) < (first.name, first.location));
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of reading one source: an `error` in one line, or the report.

    `report` is its id and `part` the bucket of that, `fingerprint` is the same for the same text on another site,
    `record` the SHA-256 of its record, and `summary` what the index page says of it. `note` is a warning.
    """

    source: Source
    error: str | None = None
    report: str = ""
    fingerprint: str = ""
    part: str = ""
    record: str = ""
    summary: dict[str, Any] | None = None
    note: str | None = None


class Kept(NamedTuple):
    """A report of the corpus, from which source it came, and the hash of its record."""

    report: str
    part: str
    record: str
    location: str
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the corpus with its reports, by id, and the `digest` to note when its files are made from these.

    One without reports is to be removed.
    """

    name: str
    digest: str
    reports: tuple[Kept, ...]


class Ledger:
    """The state of one corpus in an SQLite file; one process at a time writes it."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises OutputError where that is not possible."""
        self.path = path
        try:
            self._base = sqlite3.connect(path, timeout=0, isolation_level=None)
            self._base.execute("PRAGMA locking_mode = EXCLUSIVE")
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute("PRAGMA synchronous = NORMAL")
            self._base.executescript(_TABLES)
        except sqlite3.Error as error:
            busy = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY
            why = "another build is at work there" if busy else f"its state cannot be opened ({error})"
            raise OutputError(f"{why}: {path.parents[1]}") from error

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._base.close()

    def meta(self, key: str) -> str | None:
        """A value noted under `key`."""
        row = self._base.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Note a value."""
        self._base.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def forget_all(self) -> None:
        """Forget all inputs, as after a change of program; parts are remembered, since equal ones need no new files."""
        self._base.execute("DELETE FROM inputs")

    def see(self, sources: Iterable[Source]) -> int:
        """Note which sources are there now, forget the others, and give the number of those that must be read.

        `todo` gives them: those that are new or changed. One that failed is not tried again while it stays as it is.
        """
        self._base.execute(
            "CREATE TEMP TABLE IF NOT EXISTS todo (name, location, stamp, PRIMARY KEY (name, location)) WITHOUT ROWID"
        )
        self._base.execute("BEGIN")
        self._base.execute("DELETE FROM todo")
        self._base.execute("UPDATE inputs SET present = 0")
        for source in sources:
            known = self._base.execute(
                "UPDATE inputs SET present = 1, name = ? WHERE location = ? AND stamp = ?",
                (source.name, source.location, source.stamp),
            )
            if not known.rowcount:
                row = (source.name, source.location, source.stamp)
                self._base.execute("INSERT OR REPLACE INTO todo VALUES (?, ?, ?)", row)
        self._base.execute("INSERT OR IGNORE INTO litter SELECT part FROM inputs WHERE NOT present AND part NOT NULL")
        self._base.execute("DELETE FROM inputs WHERE NOT present")
        self._base.execute("COMMIT")
        return int(self._base.execute("SELECT COUNT(*) FROM todo").fetchone()[0])

    def todo(self) -> Iterator[Source]:
        """The sources that `see` found to be read, by name."""
        return (
            Source(*row) for row in self._base.execute("SELECT location, name, stamp FROM todo ORDER BY name, location")
        )

    def note(self, outcomes: Iterable[Outcome]) -> None:
        """Note what came of some sources, all or none."""
        self._base.execute("BEGIN")
        for outcome in outcomes:
            source = outcome.source
            summary = None if outcome.summary is None else json.dumps(outcome.summary, ensure_ascii=False)
            self._base.execute(
                "INSERT OR REPLACE INTO inputs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 0)",
                (
                    source.location,
                    source.name,
                    source.stamp,
                    outcome.error,
                    outcome.report or None,
                    outcome.fingerprint or None,
                    outcome.part or None,
                    outcome.record or None,
                    summary,
                ),
            )
        self._base.execute("COMMIT")

    def kept(self) -> Iterator[Kept]:
        """The reports of the corpus, by id."""
        return map(
            Kept._make, self._base.execute("SELECT report, part, record, location, name FROM kept ORDER BY report")
        )

    def find(self, report: str) -> Kept | None:
        """One report of the corpus by its id."""
        row = self._base.execute(
            "SELECT report, part, record, location, name FROM kept WHERE report = ?", (report,)
        ).fetchone()
        return Kept(*row) if row else None

    def remove(self, report: Kept) -> None:
        """Take a report out of the corpus, wherever it was read; its sources stay out until they change."""
        same = "WHERE fingerprint = (SELECT fingerprint FROM inputs WHERE location = ?)"
        self._base.execute(f"INSERT OR IGNORE INTO litter SELECT part FROM inputs {same}", (report.location,))
        self._base.execute(f"UPDATE inputs SET removed = 1 {same}", (report.location,))

    def littered(self) -> set[str]:
        """Parts in which records may lie that no source has any more."""
        return {row[0] for row in self._base.execute("SELECT part FROM litter")}

    def cleaned(self, part: str) -> None:
        """Note that a part has none of those."""
        self._base.execute("DELETE FROM litter WHERE part = ?", (part,))

    def records(self, part: str) -> set[str]:
        """Locations of all sources whose record belongs in a part, duplicates included."""
        rows = self._base.execute("SELECT location FROM inputs WHERE part = ? AND NOT removed", (part,))
        return {row[0] for row in rows}

    def duplicates(self) -> list[tuple[str, str]]:
        """Names of sources that hold the same report as another, each with the name of that."""
        rows = self._base.execute(
            "SELECT inputs.name, kept.name FROM inputs JOIN kept USING (fingerprint) "
            "WHERE inputs.location != kept.location ORDER BY inputs.name"
        )
        return [(str(name), str(kept)) for name, kept in rows]

    def failures(self) -> list[tuple[str, str]]:
        """Names of the sources that could not be read, with the reason, by name."""
        rows = self._base.execute("SELECT name, error FROM inputs WHERE error IS NOT NULL ORDER BY name, location")
        return [(str(name), str(error)) for name, error in rows]

    def summaries(self) -> Iterator[dict[str, Any]]:
        """What there is to say of each report, in no order."""
        for (text,) in self._base.execute("SELECT summary FROM kept"):
            yield json.loads(text)

    def listed(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The reports of the corpus by id, each with what there is to say of it."""
        for report, text in self._base.execute("SELECT report, summary FROM kept ORDER BY report"):
            yield report, json.loads(text)

    def sizes(self) -> tuple[int, int]:
        """How many reports the corpus has, and how many entities and relations they have together."""
        reports = facts = 0
        for summary in self.summaries():
            reports += 1
            facts += summary["relations"] + sum(summary["counts"].values())
        return reports, facts

    def forget_parts(self, parts: Iterable[str]) -> None:
        """Forget that these parts are done."""
        self._base.executemany("DELETE FROM parts WHERE part = ?", [(part,) for part in parts])

    def stale_parts(self, salt: str) -> Iterator[Part]:
        """Parts whose files are not made from their present reports.

        `salt` stands for everything else that the files depend on.
        """
        known = dict(self._base.execute("SELECT part, digest FROM parts"))
        rows = self._base.execute("SELECT report, part, record, location, name FROM kept ORDER BY part, report")
        for part, grouped in groupby(map(Kept._make, rows), key=lambda kept: kept.part):
            reports = list(grouped)
            content = "".join(f"{kept.report} {kept.record}\n" for kept in reports)
            digest = sha256(f"{salt}\n{content}".encode()).hexdigest()
            if known.pop(part, "") != digest:
                yield Part(part, digest, tuple(reports))
        for part in sorted(known):
            yield Part(part, "", ())

    def part_done(self, part: Part) -> None:
        """Note that the files of a part are made from its reports, or are gone with them."""
        if part.reports:
            self._base.execute("INSERT OR REPLACE INTO parts VALUES (?, ?)", (part.name, part.digest))
        else:
            self._base.execute("DELETE FROM parts WHERE part = ?", (part.name,))

    def content(self) -> bytes:
        """The whole file, for a copy elsewhere."""
        return self._base.serialize()
