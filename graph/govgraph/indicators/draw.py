"""How a trend, a ranking and small multiples are drawn into a matplotlib figure.

Sizes are inches, so that type and margins are the same whatever is drawn; each function gives the chart's title.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from govgraph.indicators.pivot import Reading

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Series: TypeAlias = dict[str, list[Reading]]

# Okabe and Ito's palette, which colour-blind readers can tell apart; without its yellow, too pale for lines.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9")
# The same, darker, for text beside the lines.
TEXT_COLOURS = ("#005a8e", "#a84a00", "#00775a", "#a04b7b", "#8f6400", "#2b78a8")
INK, QUIET, FAINT, OTHERS = "#1a1a1a", "#5c5c5c", "#e3e3e3", "#c4c4c4"
MOST_RANKED, MOST_PANELS = 30, 24
LEVELS = {"central": "中央", "provincial": "省级", "prefecture": "市级", "county": "县级", "township": "乡级"}
_QUALIFIERS = {"over": "超", "about": "约", "under": "不足"}
_TITLE, _SMALL, _LABEL = 15.0, 9.0, 9.5  # points
_INCH = 72.0


def by_name(readings: Iterable[Reading]) -> Series:
    """Readings by whose they are, each in the order of years."""
    series: Series = defaultdict(list)
    for reading in sorted(readings, key=lambda one: (one.place_code or "", one.name, one.year)):
        series[reading.name].append(reading)
    return dict(series)


def trend(figure: "Figure", series: Series) -> str:
    """Lines over the years, labelled at their ends; beyond the six longest lines the others are grey."""
    sample = _sample(series)
    shown = sorted(series, key=lambda name: (-len(series[name]), -series[name][-1].year, -series[name][-1].number))
    named = [name for name in series if name in shown[: len(COLOURS)]]
    scale, unit = _scale(series, sample.unit)
    years = _years(series)
    labels = {name: _end_label(series[name][-1], scale, years[-1]) for name in named}
    grey = len(series) - len(named)
    right = max(map(_width, labels.values())) * _LABEL / _INCH + 0.45
    width, height = 8.0 + max(0.0, right - 2.2), 4.8
    axes = _frame(figure, (width, height), (0.75, right, 1.05, 0.85))
    low, high = _limits(axes, series, scale, sample.unit)
    notes = (f"另有{grey}个为灰线" if grey else "", *_warnings(series, low))
    title = _head(figure, sample.label, (_level(sample), _counted(unit), _span(series), *notes), series)
    for name in series:
        if name not in named:
            _line(axes, series[name], OTHERS, scale, 1.0)
    ends = []
    for colour, dark, name in zip(COLOURS, TEXT_COLOURS, named, strict=False):
        _line(axes, series[name], colour, scale, 2.2)
        ends.append((series[name][-1].number / scale, name, dark))
    axes.set_xlim(years[0] - 0.15, years[-1] + 0.1)
    axes.set_xticks(range(years[0], years[-1] + 1))
    gap = (high - low) * (_LABEL * 1.45 / _INCH) / (height - 2.0)
    for (_, name, colour), place in zip(sorted(ends), _apart([end[0] for end in sorted(ends)], gap), strict=True):
        axes.text(years[-1] + 0.18, place, labels[name], color=colour, fontsize=_LABEL, va="center", clip_on=False)
    return title


def ranking(figure: "Figure", series: Series) -> str:
    """Bars of one year, longest first, each with its name and value."""
    sample = _sample(series)
    bars = sorted((points[-1] for points in series.values()), key=lambda one: (-one.number, one.place_code or one.name))
    left_out = len(bars) - MOST_RANKED
    bars = bars[:MOST_RANKED]
    scale, unit = _scale(series, sample.unit)
    left = max(_width(bar.name) for bar in bars) * _LABEL / _INCH + 0.45
    height = 0.31 * len(bars) + 2.0
    axes = _frame(figure, (max(7.0, left + 4.5), height), (left, 0.95, 1.05, 0.85))
    note = f"仅列前{MOST_RANKED}，另有{left_out}个" if left_out > 0 else ""
    title = _head(figure, f"{sample.label}，{bars[0].year}年", (_level(sample), _counted(unit), note), series)
    values = [bar.number / scale for bar in bars]
    axes.barh(range(len(bars)), values, height=0.68, color=COLOURS[0])
    axes.set_yticks(range(len(bars)), [bar.name for bar in bars])
    axes.set_ylim(len(bars) - 0.4, -0.6)
    axes.set_xlim(0, max(*values, 0) or 1)
    axes.set_xticks([])
    axes.grid(False)
    axes.tick_params(axis="y", labelsize=_LABEL, labelcolor=INK)
    axes.spines["left"].set(visible=True, color=QUIET)
    axes.spines["bottom"].set_visible(False)
    span = axes.get_xlim()[1]
    for row, (bar, value) in enumerate(zip(bars, values, strict=True)):
        axes.text(value + span * 0.012, row, _amount(bar, scale), fontsize=_LABEL, va="center", clip_on=False)
    return title


def multiples(figure: "Figure", series: Series) -> str:
    """A panel for each place, its own line before the lines of all others, all on one scale."""
    sample = _sample(series)
    names = list(series)[:MOST_PANELS]
    scale, unit = _scale(series, sample.unit)
    columns = min(4, len(names))
    rows = -(-len(names) // columns)
    width, height = 2.35 * columns + 0.6, 1.75 * rows + 1.85
    grid = _grid(figure, (width, height), rows, columns)
    left_out = len(series) - len(names)
    low, _ = _limits(grid[0], series, scale, sample.unit)
    notes = ("灰线为其他各地", f"另有{left_out}个未列" if left_out else "", *_warnings(series, low))
    title = _head(figure, f"{sample.label}：各地对比", (_level(sample), _counted(unit), _span(series), *notes), series)
    years = _years(series)
    for number, (axes, name) in enumerate(zip(grid, names, strict=False)):
        _plain(axes)
        for other in series:
            if other != name:
                _line(axes, series[other], FAINT, scale, 0.9, marked=False)
        _line(axes, series[name], COLOURS[0], scale, 2.0)
        _limits(axes, series, scale, sample.unit)
        axes.set_xlim(years[0] - 0.3, years[-1] + 0.3)
        axes.set_xticks([years[0], years[-1]] if len(years) > 1 else years)
        axes.locator_params(axis="y", nbins=3)
        axes.tick_params(labelleft=number % columns == 0, labelbottom=number + columns >= len(names))
        axes.set_title(_shortened(name, 14), loc="left", fontsize=_LABEL, fontweight="bold", pad=17)
        _end_value(axes, series[name], scale)
    for axes in grid[len(names) :]:
        axes.set_axis_off()
    return title


def _end_value(axes: "Axes", points: Sequence[Reading], scale: float) -> None:
    """The last value at the end of its line: above it, or below where the line comes from above."""
    last, before = points[-1], points[-2]
    falls = before.number > last.number
    axes.annotate(
        _amount(last, scale),
        (last.year, last.number / scale),
        (0, -6 if falls else 6),
        textcoords="offset points",
        ha="right",
        va="top" if falls else "bottom",
        fontsize=_SMALL,
        color=TEXT_COLOURS[0],
        annotation_clip=False,
    )


def _frame(figure: "Figure", size: tuple[float, float], margins: tuple[float, float, float, float]) -> "Axes":
    """Axes in a figure of a size in inches, with margins left, right, above and below."""
    left, right, above, below = margins
    figure.set_size_inches(*size)
    width, height = size
    axes = figure.add_axes((left / width, below / height, 1 - (left + right) / width, 1 - (above + below) / height))
    _plain(axes)
    return axes


def _grid(figure: "Figure", size: tuple[float, float], rows: int, columns: int) -> list["Axes"]:
    width, height = size
    figure.set_size_inches(*size)
    grid = figure.subplots(rows, columns, squeeze=False)
    figure.subplots_adjust(0.65 / width, 0.8 / height, 1 - 0.3 / width, 1 - 1.4 / height, wspace=0.14, hspace=0.5)
    return [axes for row in grid for axes in row]


def _plain(axes: "Axes") -> None:
    """Axes without what says nothing: no box, faint horizontal lines, quiet numbers."""
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(QUIET)
    axes.grid(axis="y", color=FAINT, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=_SMALL, labelcolor=QUIET)
    axes.ticklabel_format(style="plain", useOffset=False)
    axes.yaxis.set_major_formatter(lambda value, _: _number(value))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")


def _warnings(series: Series, low: float) -> tuple[str, str]:
    """What a reader must know not to misread lines: a cut axis, years without a value."""
    gaps = any(two.year - one.year > 1 for points in series.values() for one, two in pairwise(points))
    return "纵轴不从0起" if low > 0 else "", "虚线处缺数据" if gaps else ""


def _head(figure: "Figure", title: str, notes: Iterable[str], series: Series) -> str:
    """Title, what is shown under it, and the source at the foot; gives the title."""
    width, height = figure.get_size_inches()
    reports = len({point.report for points in series.values() for point in points})
    at = 0.25 / width
    figure.text(at, 1 - 0.38 / height, title, fontsize=_TITLE, fontweight="bold", va="center")
    figure.text(at, 1 - 0.70 / height, " · ".join(filter(None, notes)), fontsize=_SMALL + 0.5, color=QUIET, va="center")
    source = f"来源：{reports}份法治政府建设年度报告，govgraph整理。只取结果，不含目标、基数和增减。"
    figure.text(at, 0.27 / height, source, fontsize=_SMALL - 1, color=QUIET, va="center")
    return title


def _line(
    axes: "Axes", points: Sequence[Reading], colour: str, scale: float, weight: float, marked: bool = True
) -> None:
    """A line through the years; where years are missing it is dotted."""
    for one, two in pairwise(points):
        style = "solid" if two.year - one.year == 1 else "dotted"
        ends = (one.number / scale, two.number / scale)
        axes.plot((one.year, two.year), ends, color=colour, linewidth=weight, linestyle=style, clip_on=False)
    if marked:
        years, values = [point.year for point in points], [point.number / scale for point in points]
        axes.plot(years, values, "o", color=colour, markersize=2.2 * weight, clip_on=False)


def _limits(axes: "Axes", series: Series, scale: float, unit: str | None) -> tuple[float, float]:
    """The range of values: counts from zero, rates from below the lowest and never beyond 100."""
    values = [point.number / scale for points in series.values() for point in points]
    low, high = min(values), max(values)
    if unit == "%":
        room = max((high - low) * 0.15, 1.0)
        low, high = max(low - room, min(low, 0.0)), (100.0 if high <= 100 < high + room else high + room)
    else:
        low, high = min(low, 0.0), high * 1.08 or 1.0
    axes.set_ylim(low, high)
    return low, high


def _apart(places: Sequence[float], gap: float) -> list[float]:
    """Places in rising order, moved so that labels `gap` high do not overlap and stay near where they belong."""
    clusters: list[tuple[float, list[float]]] = []  # middle, places
    for place in places:
        clusters.append((place, [place]))
        while len(clusters) > 1:
            (one, first), (two, second) = clusters[-2:]
            if two - one >= gap * (len(first) + len(second)) / 2:
                break
            joined = first + second
            clusters[-2:] = [(sum(joined) / len(joined), joined)]
    return [
        middle + gap * (number - (len(members) - 1) / 2)
        for middle, members in clusters
        for number in range(len(members))
    ]


def _scale(series: Series, unit: str | None) -> tuple[float, str]:
    """What values are divided by to be read easily, and the unit then: 52346000000元 is 523.46亿元."""
    highest = max(abs(point.number) for points in series.values() for point in points)
    for factor, word, least in ((1e8, "亿", 1e8), (1e4, "万", 1e4 if unit == "元" else 1e6)):
        if unit != "%" and highest >= least:
            return factor, f"{word}{unit or ''}"
    return 1.0, unit or ""


def _amount(reading: Reading, scale: float) -> str:
    return _QUALIFIERS.get(reading.qualifier or "", "") + _number(reading.number / scale)


def _end_label(last: Reading, scale: float, year: int) -> str:
    """Name and last value of a line, with its year where the line ends before the others."""
    return f"{last.name} {_amount(last, scale)}" + (f"（{last.year}年）" if last.year != year else "")


def _counted(unit: str) -> str:
    return f"单位：{unit}" if unit else ""


def _span(series: Series) -> str:
    years = _years(series)
    return f"{years[0]}—{years[-1]}年"


def _number(value: float) -> str:
    text = f"{value:,.2f}" if abs(value) < 1000 else f"{value:,.0f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _width(text: str) -> float:
    """The width of text in ems: Chinese characters are square, others about half as wide."""
    return sum(1.0 if char > "\u2e7f" else 0.58 for char in text)


def _shortened(text: str, most: int) -> str:
    return text if len(text) <= most else f"…{text[1 - most :]}"


def _level(sample: Reading) -> str:
    return LEVELS.get(sample.level or "", "")


def _sample(series: Series) -> Reading:
    return next(iter(series.values()))[-1]


def _years(series: Series) -> list[int]:
    return sorted({point.year for points in series.values() for point in points})
