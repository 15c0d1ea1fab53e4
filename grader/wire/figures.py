"""A matplotlib figure as a plain description: what is drawn, with which data and words.

Asks the figure for its parts by matplotlib's public methods.
"""

from __future__ import annotations

from typing import Any

MAX_AXES = 50
MAX_ARTISTS = 200


def described(value: Any) -> dict[str, Any] | None:
    """A Figure or an Axes; of whatever else was drawn, the axes that it is on. None: neither."""
    if hasattr(value, "get_axes") and hasattr(value, "savefig"):
        title = value.get_suptitle() if hasattr(value, "get_suptitle") else ""
        return {"title": title, "axes": [_axes(axes) for axes in value.get_axes()[:MAX_AXES]]}
    return _axes(value) if hasattr(value, "get_xlim") and hasattr(value, "get_lines") else None


def _axes(axes: Any) -> dict[str, Any]:
    legend = axes.get_legend()
    return {
        "title": axes.get_title(),
        "xlabel": axes.get_xlabel(),
        "ylabel": axes.get_ylabel(),
        "xlim": _pair(axes.get_xlim()),
        "ylim": _pair(axes.get_ylim()),
        "xscale": axes.get_xscale(),
        "yscale": axes.get_yscale(),
        "legend": None if legend is None else [text.get_text() for text in legend.get_texts()],
        "lines": [_line(line) for line in axes.get_lines()[:MAX_ARTISTS]],
        "points": [_points(made) for made in axes.collections[:MAX_ARTISTS] if _is_points(made)],
        "bars": [
            _bar(patch) for patch in axes.patches[:MAX_ARTISTS] if hasattr(patch, "get_height")
        ],
        "wedges": [
            _wedge(patch) for patch in axes.patches[:MAX_ARTISTS] if hasattr(patch, "theta1")
        ],
        "images": [_image(image) for image in axes.get_images()[:MAX_ARTISTS]],
        "texts": [text.get_text() for text in axes.texts[:MAX_ARTISTS]],
        # What else is drawn is known by its kind alone: the area of fill_between, say.
        "others": sorted(
            type(made).__name__
            for made in [*axes.collections, *axes.patches][:MAX_ARTISTS]
            if not (_is_points(made) or hasattr(made, "get_height") or hasattr(made, "theta1"))
        ),
    }


def _pair(limits: Any) -> tuple[float, float]:
    low, high = limits
    return float(low), float(high)


def _line(line: Any) -> dict[str, Any]:
    import numpy as np

    x, y = line.get_data()
    return {
        "x": np.asarray(x),
        "y": np.asarray(y),
        "label": _label(line),
        "style": str(line.get_linestyle()),
        "marker": str(line.get_marker()),
    }


def _is_points(made: Any) -> bool:
    return type(made).__name__ == "PathCollection"


def _points(made: Any) -> dict[str, Any]:
    import numpy as np

    return {"xy": np.asarray(made.get_offsets()), "label": _label(made)}


def _bar(patch: Any) -> dict[str, float]:
    return {
        "x": float(patch.get_x()),
        "width": float(patch.get_width()),
        "height": float(patch.get_height()),
    }


def _wedge(patch: Any) -> dict[str, Any]:
    """A part of a pie, in degrees."""
    return {"from": float(patch.theta1), "to": float(patch.theta2), "label": _label(patch)}


def _image(image: Any) -> Any:
    import numpy as np

    return np.ma.filled(image.get_array())


def _label(artist: Any) -> str:
    """What the legend says; nothing where matplotlib made it up."""
    label = str(artist.get_label())
    return "" if label.startswith("_") else label
