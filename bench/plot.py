#!/usr/bin/python3
"""How cost grows with posts: a plot of measurements beside n log n, as SVG.

usage: plot.py TABLE > growth.svg

TABLE has a heading and a row for each number of posts, columns apart by TABs:
posts, then any measures. Each measure is drawn relative to its first row, both
axes logarithmic, with n log n, relative as well, as a grey line: what lies on
it or below grows no worse.
"""
import math
import sys
import xml.sax.saxutils

WIDTH, HEIGHT = 640, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 200, 30, 50
COLOURS = ("#1b6ca8", "#c2410c", "#15803d", "#7e22ce", "#a16207", "#0f766e")


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t") for line in lines
                if line.strip() and not line.startswith("#")]
    posts = [float(row[0]) for row in rows[1:]]
    measures = {name: [float(row[i]) for row in rows[1:]]
                for i, name in enumerate(rows[0]) if i}
    return posts, measures


class Plot:
    def __init__(self, posts, highest):
        self.posts = posts
        self.top = 10 ** math.ceil(math.log10(highest))

    def x(self, n):
        share = math.log(n / self.posts[0]) / math.log(
            self.posts[-1] / self.posts[0])
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value):
        share = math.log(max(value, 0.1) / 0.1) / math.log(self.top / 0.1)
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    def line(self, values, style):
        points = " ".join(f"{self.x(n):.1f},{self.y(v):.1f}"
                          for n, v in zip(self.posts, values))
        return f'<polyline points="{points}" fill="none" {style}/>'


def text(x, y, what, style=""):
    return (f'<text x="{x:.1f}" y="{y:.1f}" {style}>'
            f"{xml.sax.saxutils.escape(what)}</text>")


def axes(plot):
    value = 0.1
    while value <= plot.top:
        y = plot.y(value)
        yield (f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>'
               + text(LEFT - 8, y + 4, f"{value:g} x",
                      'text-anchor="end"'))
        value *= 10
    for n in plot.posts:
        yield text(plot.x(n), HEIGHT - BOTTOM + 18, f"{n:,.0f}",
                   'text-anchor="middle"')
    yield text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, "posts",
               'text-anchor="middle"')


def draw(posts, measures):
    ideal = [n * math.log(n) / (posts[0] * math.log(posts[0])) for n in posts]
    lines = {name: [v / values[0] for v in values]
             for name, values in measures.items()}
    plot = Plot(posts, max(max(v) for v in (*lines.values(), ideal)))
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" '
           f'height="{HEIGHT}" font-family="sans-serif" font-size="12">')
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>'
    yield text(LEFT, 18, "Cost, relative to that of the fewest posts")
    yield from axes(plot)
    yield plot.line(ideal, 'stroke="#999" stroke-width="6" opacity="0.4"')
    names = [("n log n", "#777", ideal[-1])]
    for (name, values), colour in zip(lines.items(), COLOURS):
        yield plot.line(values, f'stroke="{colour}" stroke-width="2"')
        names.append((name, colour, values[-1]))
    below = -1e9
    for name, colour, value in sorted(names, key=lambda one: -one[2]):
        below = max(below + 15, plot.y(value) + 4)
        yield text(WIDTH - RIGHT + 8, below, f"{name}: {value:.1f} x",
                   f'fill="{colour}"')
    yield "</svg>"


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print("\n".join(draw(*read(sys.argv[1]))))


if __name__ == "__main__":
    main()
