"""Screenshots of the sample's page, taken in the system's Chromium with the network cut.

    python scripts/screenshots.py [FOLDER] [--report REPORT]

Writes overview, evidence, tables, dark and phone as PNG with few colours, so that they stay small.
"""

import argparse
import base64
import shutil
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from govgraph.extract import extract
from govgraph.page import render_page
from govgraph.read import parse_report

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "graph" / "govgraph" / "sample" / "kaizhou-2022.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# The most frequent colours of the picture and of each part of the colour space, so that small signs keep theirs;
# every other colour becomes the nearest of these.
QUANTISE = """async (picture) => {
    const bytes = Uint8Array.from(atob(picture), (char) => char.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(image.width, image.height).getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const colour = (at) => (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    const count = new Map();
    for (let at = 0; at < data.length; at += 4) count.set(colour(at), (count.get(colour(at)) || 0) + 1);
    const parts = (value) => [value >> 16, (value >> 8) & 255, value & 255];
    const frequent = [...count].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([value]) => value);
    const regions = new Map(); // part of the colour space -> its most frequent colour
    for (const value of frequent) {
        const region = parts(value).map((part) => part >> 5).join();
        if (!regions.has(region)) regions.set(region, value);
    }
    const palette = [...new Set([...[...regions.values()].slice(0, 200), ...frequent])].slice(0, 256);
    const distance = (a, b) => parts(a).reduce((sum, value, n) => sum + (value - parts(b)[n]) ** 2, 0);
    const nearest = new Map(palette.map((value, number) => [value, number]));
    for (const value of count.keys()) {
        if (nearest.has(value)) continue;
        const distances = palette.map((known) => distance(known, value));
        nearest.set(value, distances.indexOf(Math.min(...distances)));
    }
    let pixels = "";
    for (let at = 0; at < data.length; at += 4) pixels += String.fromCharCode(nearest.get(colour(at)));
    return [image.width, image.height, palette.flatMap(parts), btoa(pixels)];
}"""


def search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def evidence(page: Page) -> None:
    search(page, "负责人出庭应诉率")


def tables(page: Page) -> None:
    for view in ("report", "graph"):
        page.click(f'[data-view="{view}"]')


def phone_evidence(page: Page) -> None:
    evidence(page)
    page.click('[data-view="report"]')


def nothing(page: Page) -> None:
    """The page as it opens."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: window size in CSS pixels, colour scheme, what is done before it is taken."""

    name: str
    width: int
    height: int
    scheme: str = "light"
    prepare: Callable[[Page], None] = nothing


SHOTS = (
    Shot("overview", 1440, 900),
    Shot("overview-wide", 1920, 1080),
    Shot("evidence", 1440, 900, prepare=evidence),
    Shot("tables", 1440, 900, prepare=tables),
    Shot("dark", 1440, 900, "dark", evidence),
    Shot("phone", 390, 844),
    Shot("phone-graph", 390, 844, prepare=evidence),
    Shot("phone-report", 390, 844, prepare=phone_evidence),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("screenshots"))
    parser.add_argument("--report", type=Path, default=SAMPLE, help="a report (default: the sample)")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    facts = extract(parse_report(arguments.report.read_bytes(), arguments.report.name))
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "graph.html"
        file.write_text(render_page(facts), encoding="utf-8")
        path = next(filter(None, map(shutil.which, BROWSERS)), None)
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for shot in SHOTS:
            take(browser, file, shot, arguments.folder / f"{shot.name}.png")
        browser.close()
    return 0


def take(browser: Browser, file: Path, shot: Shot, target: Path) -> None:
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, offline=True, reduced_motion="reduce"
    )
    page = context.new_page()
    page.emulate_media(color_scheme="dark" if shot.scheme == "dark" else "light")
    page.goto(file.as_uri())
    page.wait_for_function("window.govgraph && window.govgraph.ready")
    shot.prepare(page)
    page.wait_for_timeout(300)  # for the notice that fades, and the canvas
    picture = page.screenshot()
    page.goto("about:blank")
    target.write_bytes(few_colours(page, picture))
    context.close()
    print(f"{target} {target.stat().st_size}")


def few_colours(page: Page, picture: bytes) -> bytes:
    """A PNG with a palette of 256 colours, counted and chosen in the browser, which can read the picture."""
    width, height, palette, pixels = page.evaluate(QUANTISE, base64.b64encode(picture).decode())
    rows = base64.b64decode(pixels)
    lines = b"".join(b"\0" + rows[y * width : (y + 1) * width] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", bytes(palette)), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*part) for part in chunks)


def chunk(name: bytes, data: bytes) -> bytes:
    """One part of a PNG file (ISO/IEC 15948)."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


if __name__ == "__main__":
    sys.exit(main())
