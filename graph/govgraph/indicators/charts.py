"""Charts of the indicator table: trend, ranking and small multiples, as SVG or PNG, made by matplotlib.

SVG keeps text as text in a stack of common Chinese fonts, so that it needs none on this machine; PNG needs one. The
same readings give the same bytes: nothing in a chart depends on when, and in SVG not on where, it was made.
"""

import io
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from html import escape
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from govgraph.errors import OutputError
from govgraph.indicators.draw import INK, Series, by_name, multiples, ranking, trend
from govgraph.indicators.pivot import Reading

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Form: TypeAlias = Literal["svg", "png"]

# Fonts with Chinese: names as systems have them, in the order of preference.
CJK_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "PingFang SC",
    "Hiragino Sans GB",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "SimHei",
)
_MEASURED = "DejaVu Sans"  # comes with matplotlib: by it text is placed in SVG, wherever that is made
_Draw: TypeAlias = "Callable[[Figure, Series], str]"


class Chart(NamedTuple):
    """A finished chart: its file name and its bytes."""

    name: str
    content: bytes


def charts(readings: Iterable[Reading], form: Form) -> list[Chart]:
    """The charts that the readings allow, for each indicator and level of government.

    A trend needs a place with two years, a ranking two places in one year, small multiples three places with two years.
    Whole places are compared; where none has the indicator, the bodies that report on themselves.
    Raises OutputError where matplotlib, or for PNG a font with Chinese, is not installed.
    """
    font = _font(form)
    found: list[tuple[str, _Draw, Series]] = []
    for (concept, level), group in _groups(readings).items():
        stem = f"{concept}-{level}" if level else concept
        series = by_name(group)
        lasting = {name: points for name, points in series.items() if len(points) > 1}
        if lasting:
            found.append((f"trend-{stem}", trend, lasting))
        year, ranked = _best_year(group)
        if len(ranked) > 1:
            found.append((f"ranking-{stem}-{year}", ranking, by_name(ranked)))
        if len(lasting) > 2:
            found.append((f"multiples-{stem}", multiples, lasting))
    return [Chart(f"{name}.{form}", _bytes(draw, series, form, font)) for name, draw, series in found]


def _groups(readings: Iterable[Reading]) -> dict[tuple[str, str], list[Reading]]:
    """Readings that can be compared: of one indicator, level and unit, of places or of bodies, of whole years."""
    groups: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.period is None:
            groups[reading.concept, reading.level or ""].append(reading)
    kept = {}
    for key, group in sorted(groups.items()):
        places = [reading for reading in group if reading.body is None]
        alike = places or [reading for reading in group if reading.body == reading.issuer]
        if alike:
            (unit, _), *_ = Counter(reading.unit for reading in alike).most_common(1)
            kept[key] = [reading for reading in alike if reading.unit == unit]
    return kept


def _best_year(readings: Sequence[Reading]) -> tuple[int, list[Reading]]:
    """The year that most places have, of those the latest."""
    years = Counter(reading.year for reading in readings)
    year = max(years, key=lambda one: (years[one], one))
    return year, [reading for reading in readings if reading.year == year]


def _font(form: Form) -> str:
    """The font that text is measured by, for PNG also drawn in."""
    try:
        from matplotlib import font_manager  # noqa: PLC0415 - charts are an extra
    except ImportError as error:
        raise OutputError("charts need matplotlib: pip install govgraph[charts]") from error
    if form == "svg":
        return _MEASURED
    installed = {font.name for font in font_manager.fontManager.ttflist}
    for name in CJK_FONTS:
        if name in installed:
            return name
    raise OutputError(
        "PNG needs a Chinese font: install Noto Sans CJK (apt install fonts-noto-cjk), or take --charts svg"
    )


def _bytes(draw: _Draw, series: Series, form: Form, font: str) -> bytes:
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.backends.backend_svg import FigureCanvasSVG  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    settings: dict[Any, Any] = {
        "font.family": font,
        "svg.fonttype": "none",
        "svg.hashsalt": "govgraph",
        "text.parse_math": False,
        "axes.unicode_minus": False,
        "text.color": INK,
    }
    file = io.BytesIO()
    with ExitStack() as stack:
        stack.enter_context(mpl.rc_context(settings))
        stack.enter_context(warnings.catch_warnings())
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")  # SVG is drawn by the reader's fonts
        figure = Figure()
        said = draw(figure, series)
        if form == "png":
            FigureCanvasAgg(figure)
            figure.savefig(file, format="png", dpi=200, metadata={"Software": None})
            return file.getvalue()
        FigureCanvasSVG(figure)
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return _readable(file.getvalue().decode(), said).encode()


def _readable(svg: str, said: str) -> str:
    """SVG with the reader's fonts instead of the one that measured, and with its title for screen readers."""
    stack = ", ".join(f"'{name}'" for name in CJK_FONTS)
    svg = svg.replace(f"'{_MEASURED}'", f"{stack}, sans-serif")
    return re.sub("(<svg [^>]*)>", rf'\1 role="img">\n <title>{escape(said)}</title>', svg, count=1)
