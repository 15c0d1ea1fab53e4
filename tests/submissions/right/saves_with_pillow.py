"""Pictures are saved, read, drawn on and shown with Pillow."""
# needs: PIL
import numpy as np
from PIL import Image, ImageDraw, ImageFont

picture = Image.fromarray(np.zeros((8, 8), dtype=np.uint8))
ImageDraw.Draw(picture).text((0, 0), "x", font=ImageFont.load_default(), fill=255)
picture.save("picture.png")
picture.save("picture.jpg")
assert np.array(Image.open("picture.png")).shape == (8, 8)


def slide(x, k):
    return np.array([np.dot(x[i : i + len(k)], k) for i in range(len(x) - len(k) + 1)])
