"""What stands in the place of a photo that was taken back: plain paper with the star on it.

Pillow is loaded by the first drawing, not by importing this module.
"""

from functools import cache

HEIGHT = 420


@cache
def emptied() -> bytes:
    """The picture as PNG bytes."""
    from pictures.canvas import paper
    from pictures.ornaments import emblem
    from pictures.paints import SAFFRON, TURQUOISE, WIDTH, flat_colours, palette_of, png

    canvas = paper(HEIGHT, rtl=False)
    size = 120
    canvas.stamp(emblem(size, TURQUOISE, SAFFRON), WIDTH / 2, (HEIGHT - size) / 2 + 18)
    return png(canvas.image, palette_of(flat_colours()))
