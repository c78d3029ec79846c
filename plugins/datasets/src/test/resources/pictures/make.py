#!/usr/bin/env python3
"""Makes the pictures of PictureFormatsTest and expected.csv: what a second decoder, Pillow's (libpng, libjpeg-turbo), gives for each.

Needs Pillow and ImageMagick's convert, for what Pillow does not write. One line a picture: its name, height, width, and red, green, blue
of each pixel, row by row, in 65535ths; the transparent is put on black, orientation is followed.
"""
import io, os, struct, subprocess, zlib
from PIL import Image, ImageOps

W, H = 6, 4

def colour(x, y):
    return (x * 51, y * 85, 255 - x * 40)

rgb = Image.new("RGB", (W, H))
rgb.putdata([colour(x, y) for y in range(H) for x in range(W)])
grey = Image.new("L", (W, H))
grey.putdata([(x * 40 + y * 13) % 256 for y in range(H) for x in range(W)])
rgba = rgb.copy().convert("RGBA")
rgba.putalpha(grey)
files = {}

def png(name, depth, kind, rows, extra=()):
    """A PNG file of any kind, without interlacing."""
    def chunk(tag, data):
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, depth, kind, 0, 0, 0))
    for tag, body in extra:
        data += chunk(tag, body)
    data += chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")
    open(name, "wb").write(data)

def packed(values, depth):
    bits = "".join(format(v, "0%db" % depth) for v in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))

for depth in (1, 2, 4, 8, 16):
    most = (1 << depth) - 1
    png("grey-%d.png" % depth, depth, 0, [packed([(x * 7919 + y * 104729) % (most + 1) for x in range(W)], depth) for y in range(H)])
for depth in (1, 2, 4, 8):
    n = 1 << depth
    table = bytes(v for i in range(n) for v in ((i * 37) % 256, 255 - (i * 53) % 256, (i * 101) % 256))
    rows = [packed([(x + 3 * y) % n for x in range(W)], depth) for y in range(H)]
    png("palette-%d.png" % depth, depth, 3, rows, [(b"PLTE", table)])
    png("palette-%d-transparent.png" % depth, depth, 3, rows, [(b"PLTE", table), (b"tRNS", bytes([0, 128][:n]))])
wide = [b"".join(struct.pack(">HHH", *(v * 257 // 2 + 11 * x for v in colour(x, y))) for x in range(W)) for y in range(H)]
png("rgb-16.png", 16, 2, wide)
png("rgba-16.png", 16, 6, [b"".join(struct.pack(">HHHH", x * 9000, y * 20000, 30000, x * 12000) for x in range(W)) for y in range(H)])
png("grey-alpha-8.png", 8, 4, [bytes(v for x in range(W) for v in (x * 50, 255 - y * 60)) for y in range(H)])
png("grey-alpha-16.png", 16, 4, [b"".join(struct.pack(">HH", x * 12000, 65535 - y * 15000) for x in range(W)) for y in range(H)])
png("rgb-gamma.png", 8, 2, [b"".join(bytes(colour(x, y)) for x in range(W)) for y in range(H)], [(b"gAMA", struct.pack(">I", 100000))])
png("rgb-transparent-colour.png", 8, 2, [b"".join(bytes(colour(x, y)) for x in range(W)) for y in range(H)],
    [(b"tRNS", struct.pack(">HHH", *colour(2, 1)))])
png("grey-transparent-level.png", 8, 0, [bytes(x * 50 for x in range(W)) for y in range(H)], [(b"tRNS", struct.pack(">H", 100))])
exif = Image.Exif(); exif[0x0112] = 6
rgb.save("rgb-oriented.png", exif=exif)
rgb.save("rgb-8.png"); rgba.save("rgba-8.png")
rgba.save("/tmp/plain.png"); subprocess.check_call(["convert", "/tmp/plain.png", "-interlace", "PNG", "rgba-interlaced.png"])

def jpeg(name, image, **options):
    image.save(name, "JPEG", quality=98, subsampling=0, **options)

smooth = Image.new("RGB", (16, 8)); smooth.putdata([(40 + x * 10, 60 + y * 15, 200 - x * 6) for y in range(8) for x in range(16)])
jpeg("grey.jpg", smooth.convert("L")); jpeg("ycc.jpg", smooth); jpeg("ycc-progressive.jpg", smooth, progressive=True)
smooth.save("ycc-420.jpg", "JPEG", quality=98, subsampling=2)
cmyk = Image.new("CMYK", (16, 8)); cmyk.putdata([(x * 12, y * 20, 100, x * 3 + y * 5) for y in range(8) for x in range(16)])
jpeg("cmyk.jpg", cmyk)
cmyk.save("/tmp/cmyk.tif"); subprocess.check_call(["convert", "/tmp/cmyk.tif", "-quality", "98", "-sampling-factor", "1x1", "cmyk-magick.jpg"])
for orientation in range(1, 9):
    exif = Image.Exif(); exif[0x0112] = orientation
    jpeg("oriented-%d.jpg" % orientation, smooth, exif=exif)
raw = open("ycc.jpg", "rb").read()
assert raw[2:4] == b"\xff\xe0"
open("ycc-without-jfif.jpg", "wb").write(raw[:2] + raw[4 + int.from_bytes(raw[4:6], "big"):])

lines = []
for name in sorted(os.listdir(".")):
    if not name.endswith((".png", ".jpg")):
        continue
    image = ImageOps.exif_transpose(Image.open(name))
    if name in ("rgb-16.png", "rgba-16.png", "grey-alpha-16.png"):
        # Pillow keeps 8 of 16 bits: the numbers that were written.
        values = []
        for y in range(H):
            for x in range(W):
                if name == "rgb-16.png": values += [v * 257 // 2 + 11 * x for v in colour(x, y)]
                elif name == "rgba-16.png": values += [v * x * 12000 / 65535 for v in (x * 9000, y * 20000, 30000)]
                else: values += [x * 12000 * (65535 - y * 15000) / 65535] * 3
        values = ["%.3f" % v for v in values]
    elif image.mode.startswith("I"):
        values = ["%.3f" % v for pixel in image.getdata() for v in [pixel] * 3]
    elif image.mode == "CMYK":
        values = ["%.3f" % ((255 - v) * (255 - k) / 65025 * 65535) for c, m, y, k in image.getdata() for v in (c, m, y)]
    else:
        values = ["%.3f" % (v * a / 255 * 257) for r, g, b, a in image.convert("RGBA").getdata() for v in (r, g, b)]
    lines.append(",".join([name, str(image.height), str(image.width)] + [v.rstrip("0").rstrip(".") for v in values]))
open("expected.csv", "w").write("\n".join(lines) + "\n")
