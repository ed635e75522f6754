"""A PDF on standard input → its characters, ruled lines and pictures with their places, as JSON on standard output.

Run as a program of its own by `govgraph.read.pdf.load`, so that a hostile file ends this process and no other: the
memory and time that it may take are limited by the system, and the page and character counts here. It imports nothing
of govgraph, to start fast. Places are points (1/72 inch) from the upper left corner of the page as it is shown.
"""

import ctypes
import json
import math
import sys
from typing import Any

import pypdfium2.raw as pdfium

MEMORY = 1 << 30  # bytes of address space; reading a usual report takes a tenth
SECONDS = 30  # of processor time
MAX_PAGES = 1_000
MAX_GLYPHS = 300_000
MAX_RULES = 50_000  # of the whole file; what comes after them is left out
_MAX_NESTING = 4  # of forms in forms, where ruled lines are looked for
_THIN = 2.5  # points; a filled rectangle thinner than this is a ruled line
_ANCHOR_POINTS = 1000  # points apart from which the transformation of a page is measured, in 1/20 points
_SCALE = 20
_ERRORS = {pdfium.FPDF_ERR_PASSWORD: "encrypted", pdfium.FPDF_ERR_SECURITY: "encrypted"}

Matrix = tuple[float, float, float, float, float, float]


class RefusedError(Exception):
    """The file is beyond a limit or cannot be read; the text is a code that the caller explains."""


def main() -> None:
    """Read, and write one JSON document: ``{"title", "pages"}`` or ``{"error"}``."""
    _limit()
    try:
        found: dict[str, Any] = _read(sys.stdin.buffer.read())
    except RefusedError as error:
        found = {"error": str(error)}
    except MemoryError:
        found = {"error": "memory"}
    sys.stdout.write(json.dumps(found))


def _limit() -> None:
    """Ask the system for the limits; where it has none (Windows) only the caller's clock is left."""
    try:
        import resource  # noqa: PLC0415 - not there on Windows
    except ImportError:
        return
    for name, value in (("RLIMIT_AS", MEMORY), ("RLIMIT_CPU", SECONDS), ("RLIMIT_CORE", 0)):
        try:
            resource.setrlimit(getattr(resource, name), (value, value))
        except (OSError, ValueError):  # macOS refuses some
            continue


def _read(data: bytes) -> dict[str, Any]:
    pdfium.FPDF_InitLibrary()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise RefusedError(_ERRORS.get(pdfium.FPDF_GetLastError(), "damaged"))
    count = pdfium.FPDF_GetPageCount(document)
    if count > MAX_PAGES:
        raise RefusedError("pages")
    pages: list[dict[str, Any]] = []
    glyphs = rules = 0
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:  # a page that is not there or broken: the others can be read
            pages.append({"width": 0, "height": 0, "glyphs": [], "rules": [], "bad": 0, "pictures": 0, "lost": 1})
            continue
        found = _page(page, MAX_RULES - rules)
        pdfium.FPDF_ClosePage(page)
        glyphs += len(found["glyphs"])
        rules += len(found["rules"])
        if glyphs > MAX_GLYPHS:
            raise RefusedError("glyphs")
        pages.append(found)
    if not count or all("lost" in page for page in pages):
        raise RefusedError("damaged")
    return {"title": _title(document), "pages": pages}


def _title(document: Any) -> str:
    size = pdfium.FPDF_GetMetaText(document, b"Title", None, 0)
    if not 2 < size < 2000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDF_GetMetaText(document, b"Title", buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _page(page: Any, most: int) -> dict[str, Any]:
    matrix = _shown(page)
    glyphs, bad = _glyphs(page, matrix)
    rules: list[list[float]] = []
    pictures = sum(
        _look_at(pdfium.FPDFPage_GetObject(page, index), matrix, rules, _MAX_NESTING)
        for index in range(pdfium.FPDFPage_CountObjects(page))
    )
    return {
        "width": pdfium.FPDF_GetPageWidthF(page),
        "height": pdfium.FPDF_GetPageHeightF(page),
        "glyphs": glyphs,
        "rules": rules[: max(most, 0)],
        "bad": bad,
        "pictures": pictures,
    }


def _shown(page: Any) -> Matrix:
    """From page space to the page as it is shown: cut, turned, and measured downwards."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    size = (math.ceil(width * _SCALE), math.ceil(height * _SCALE))
    x, y = ctypes.c_int(), ctypes.c_int()
    seen = []
    for point in ((0, 0), (_ANCHOR_POINTS, 0), (0, _ANCHOR_POINTS)):
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, *point, x, y)
        seen.append((x.value / _SCALE, y.value / _SCALE))
    (e, f), (right_x, right_y), (up_x, up_y) = seen
    across = ((right_x - e) / _ANCHOR_POINTS, (right_y - f) / _ANCHOR_POINTS)
    upwards = ((up_x - e) / _ANCHOR_POINTS, (up_y - f) / _ANCHOR_POINTS)
    return (*across, *upwards, e, f)


def _glyphs(page: Any, matrix: Matrix) -> tuple[list[list[Any]], int]:
    """``[character, left, baseline, right, size, quarter turns]`` of what is written upright or turned, and how many
    characters have no meaning that the file tells."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return [], 0
    found: list[list[Any]] = []
    bad = 0
    styles: dict[int | None, tuple[float, int]] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(pdfium.FPDFText_CountChars(text), MAX_GLYPHS + 1)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if pdfium.FPDFText_IsGenerated(text, index) == 1:
            continue
        if not _is_meant(code) or pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:
            bad += 1
            continue
        thing = ctypes.cast(pdfium.FPDFText_GetTextObject(text, index), ctypes.c_void_p).value
        style = styles.get(thing)
        if style is None:
            style = styles[thing] = _style(text, index, matrix)
        size, turns = style
        if turns < 0:
            continue
        pdfium.FPDFText_GetLooseCharBox(text, index, box)
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        corners = [_moved(matrix, box.left, box.bottom), _moved(matrix, box.right, box.top)]
        origin = _moved(matrix, x.value, y.value)
        found.append([chr(code), *_turned(corners, origin, turns), size, turns])
    pdfium.FPDFText_ClosePage(text)
    return found, bad


def _is_meant(code: int) -> bool:
    """Whether a code is a character: no control, surrogate, private or undefined one."""
    return code >= 0x20 and not (0xD800 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFE, 0xFFFF) or code >= 0xF0000)


def _style(text: Any, index: int, matrix: Matrix) -> tuple[float, int]:
    """Size in points and quarter turns (0 upright, clockwise), -1 for slanting words as of a watermark."""
    own = pdfium.FS_MATRIX()
    nominal = pdfium.FPDFText_GetFontSize(text, index)
    if not pdfium.FPDFText_GetMatrix(text, index, own):
        return nominal, 0
    right = (own.a * matrix[0] + own.b * matrix[2], own.a * matrix[1] + own.b * matrix[3])
    turns = math.atan2(right[1], right[0]) / (math.pi / 2)
    quarter = round(turns)
    return nominal * math.hypot(own.c, own.d), quarter % 4 if abs(turns - quarter) < 0.05 else -1


def _turned(corners: list[tuple[float, float]], origin: tuple[float, float], turns: int) -> tuple[float, float, float]:
    """Left, baseline and right of a character on the page turned so that it stands upright."""
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    sides = ((xs[0], origin[1], xs[1]), (ys[0], -origin[0], ys[1]), (-xs[1], -origin[1], -xs[0]))
    left, base, right = (*sides, (-ys[1], origin[0], -ys[0]))[turns]
    return round(left, 2), round(base, 2), round(right, 2)


def _look_at(thing: Any, matrix: Matrix, rules: list[list[float]], depth: int) -> int:
    """Add the ruled lines of a page object to `rules`; gives the number of pictures in it."""
    kind = pdfium.FPDFPageObj_GetType(thing)
    if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        return 1
    if kind == pdfium.FPDF_PAGEOBJ_PATH and len(rules) < MAX_RULES:
        _add_rules(thing, _times(_matrix_of(thing), matrix), rules)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        inner = _times(_matrix_of(thing), matrix)
        count = max(pdfium.FPDFFormObj_CountObjects(thing), 0)
        return sum(_look_at(pdfium.FPDFFormObj_GetObject(thing, at), inner, rules, depth - 1) for at in range(count))
    return 0


def _matrix_of(thing: Any) -> Matrix:
    own = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, own):
        return 1, 0, 0, 1, 0, 0
    return own.a, own.b, own.c, own.d, own.e, own.f


def _add_rules(path: Any, matrix: Matrix, rules: list[list[float]]) -> None:
    """The straight horizontal and vertical lines of a path, thin filled rectangles among them."""
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroke)
    edges: list[tuple[float, float, float, float]] = []
    for index in range(min(max(pdfium.FPDFPath_CountSegments(path), 0), MAX_RULES)):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _moved(matrix, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            points = []
        elif kind == pdfium.FPDF_SEGMENT_LINETO and points:
            edges.append((*points[-1], *point))
        points.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and len(points) > 2:
            edges.append((*points[-1], *points[0]))
    if fill.value and not stroke.value:
        edges = _thin(edges)
    rules.extend(
        [round(value, 2) for value in edge]
        for edge in edges
        if abs(edge[0] - edge[2]) < 1 or abs(edge[1] - edge[3]) < 1
    )


def _thin(edges: list[tuple[float, float, float, float]]) -> list[tuple[float, float, float, float]]:
    """The middle line of a filled rectangle that is drawn in place of a line; a broad one is a coloured ground."""
    if not edges:
        return []
    xs = [x for edge in edges for x in edge[::2]]
    ys = [y for edge in edges for y in edge[1::2]]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    if bottom - top <= _THIN < right - left:
        return [(left, (top + bottom) / 2, right, (top + bottom) / 2)]
    if right - left <= _THIN < bottom - top:
        return [((left + right) / 2, top, (left + right) / 2, bottom)]
    return []


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """The matrix that does `first`, then `second`."""
    a, b, c, d, e, f = first
    right, up, origin = (
        (a * second[0] + b * second[2], a * second[1] + b * second[3]),
        (c * second[0] + d * second[2], c * second[1] + d * second[3]),
        _moved(second, e, f),
    )
    return (*right, *up, *origin)


if __name__ == "__main__":
    main()
