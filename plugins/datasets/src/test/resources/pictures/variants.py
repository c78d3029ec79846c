#!/usr/bin/env python3
"""Makes variants.csv and the pictures that it names: all kinds of PNG that there are, and the colour models of JPEG.

Run in this folder after make.py. Needs netpbm's pngtopam (libpng, which keeps 16 bits), libjpeg-turbo's cjpeg, jpegtran and djpeg, and Pillow,
which are the second decoders. A line is as in expected.csv. Colour profiles are far from sRGB here, so that one that is applied shows.
"""
import os, random, struct, subprocess, zlib
from PIL import Image

W, H = 7, 5
rnd = random.Random(7)
PASSES = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
os.makedirs("variants", exist_ok=True)
os.chdir("variants")

def chunk(tag, data):
    return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

def packed(row, depth):
    bits = "".join(format(v, "0%db" % depth) for v in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))

def filtered(kind, row, before, n):
    """A row as PNG's filter of this kind has it; n is the bytes of a pixel."""
    def paeth(a, b, c):
        return min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]
    out = bytes([kind])
    for i, v in enumerate(row):
        a, b, c = (row[i - n] if i >= n else 0), before[i], (before[i - n] if i >= n else 0)
        out += bytes([(v - [0, a, b, (a + b) // 2, paeth(a, b, c)][kind]) % 256])
    return out

def profile(space):
    """An ICC profile (version 2): linear light, and for RGB the primaries in another order, which turns red into green."""
    def s15(*values):
        return b"".join(struct.pack(">i", round(v * 65536)) for v in values)
    xyz = {b"rXYZ": (0.385, 0.717, 0.097), b"gXYZ": (0.143, 0.061, 0.714), b"bXYZ": (0.436, 0.222, 0.014), b"wtpt": (0.9642, 1, 0.8249)}
    curve = b"curv\0\0\0\0" + struct.pack(">I", 0)
    tags = {b"desc": b"desc\0\0\0\0" + struct.pack(">I", 5) + b"odd!\0" + bytes(79), b"cprt": b"text\0\0\0\0none\0"}
    if space == b"GRAY":
        tags.update({b"wtpt": b"XYZ \0\0\0\0" + s15(*xyz[b"wtpt"]), b"kTRC": curve})
    else:
        tags.update({tag: b"XYZ \0\0\0\0" + s15(*value) for tag, value in xyz.items()})
        tags.update({tag: curve for tag in (b"rTRC", b"gTRC", b"bTRC")})
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for tag, data in tags.items():
        data += bytes(-len(data) % 4)
        table += tag + struct.pack(">II", at + len(body), len(data))
        body += data
    rest = struct.pack(">I", len(tags)) + table + body
    head = struct.pack(">I4sI4s4s4s", 128 + len(rest), b"none", 0x02100000, b"mntr", space, b"XYZ ") + bytes(12) + b"acsp"
    return head + bytes(28) + s15(0.9642, 1, 0.8249) + bytes(128 - len(head) - 28 - 12) + rest

def png(name, kind, depth, interlaced, transparent, extra=()):
    """A PNG file of random samples, each row with one of the five filters in turn."""
    most = (1 << depth) - 1
    entries = min(1 << depth, 5)
    n = SAMPLES[kind]
    pixels = [[[rnd.randrange(entries if kind == 3 else most + 1) for _ in range(n)] for _ in range(W)] for _ in range(H)]
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, depth, kind, 0, 0, interlaced))
    for tag, body in extra:
        data += chunk(tag, body)
    if kind == 3:
        data += chunk(b"PLTE", bytes(rnd.randrange(256) for _ in range(3 * entries)))
    if transparent:
        data += chunk(b"tRNS", bytes([60, 200][:entries]) if kind == 3 else b"".join(struct.pack(">H", v) for v in pixels[2][3]))
    raw = b""
    for x0, y0, dx, dy in PASSES if interlaced else [(0, 0, 1, 1)]:
        before = bytes(64)
        for y in range(y0, H, dy):
            row = [v for x in range(x0, W, dx) for v in pixels[y][x]]
            if row:
                raw += filtered((y - y0) // dy % 5, packed(row, depth), before, max(1, n * depth // 8))
                before = packed(row, depth)
    half = zlib.compress(raw)
    data += chunk(b"IDAT", half[:9]) + chunk(b"IDAT", half[9:]) + chunk(b"IEND", b"")
    open(name + ".png", "wb").write(data)

for kind, depths in {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}.items():
    for depth in depths:
        for interlaced in (0, 1):
            for transparent in (0, 1) if kind in (0, 2, 3) else (0,):
                name = ["grey", "", "rgb", "palette", "grey-alpha", "", "rgba"][kind] + "-%d" % depth
                png(name + "-interlaced" * interlaced + "-transparent" * transparent, kind, depth, interlaced, transparent)
for kind, space in ((0, b"GRAY"), (2, b"RGB "), (3, b"RGB "), (6, b"RGB ")):
    png("profile-%d" % kind, kind, 8, 0, 0, [(b"iCCP", b"odd\0\0" + zlib.compress(profile(space)))])
png("gamma-palette", 3, 8, 0, 0, [(b"gAMA", struct.pack(">I", 100000)), (b"cHRM", struct.pack(">8I", *[30000] * 8)), (b"bKGD", b"\1")])
png("chunks-that-nobody-needs", 3, 8, 0, 0, [(b"tIME", b"\0"), (b"zTXt", b"x"), (b"iTXt", b"\0\0"), (b"pHYs", b""), (b"abCd", bytes(99))])

colour = Image.new("RGB", (16, 8))
colour.putdata([(20 + x * 14, 230 - y * 25, 60 + x * 5 + y * 10) for y in range(8) for x in range(16)])
colour.save("/tmp/colour.ppm")

def run(*command, stdin=None):
    return subprocess.run(command, check=True, capture_output=True, input=stdin).stdout

def write(name, data):
    open(name + ".jpg", "wb").write(data)
    return data

def without(data, marker):
    """A JPEG file without its segments of one kind."""
    out, i = data[:2], 2
    while data[i + 1] != 0xda:
        n = int.from_bytes(data[i + 2:i + 4], "big")
        if data[i + 1] != marker:
            out += data[i:i + 2 + n]
        i += 2 + n
    return out + data[i:]

def renamed(data, ids):
    """A JPEG file whose colour components have other numbers."""
    data, i = bytearray(data), 2
    while True:
        n = int.from_bytes(data[i + 2:i + 4], "big")
        if data[i + 1] in (0xc0, 0xc2):
            for k, one in enumerate(ids):
                data[i + 10 + 3 * k] = one
        if data[i + 1] == 0xda:
            for k, one in enumerate(ids):
                data[i + 5 + 2 * k] = one
            return bytes(data)
        i += 2 + n

def segment(marker, body):
    return bytes([0xff, marker]) + struct.pack(">H", len(body) + 2) + body

def adobe(transform):
    return segment(0xee, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))

def icc(space):
    return segment(0xe2, b"ICC_PROFILE\0\1\1" + profile(space))

def before(data, *segments):
    return data[:2] + b"".join(segments) + data[2:]

quality = ("-quality", "98")
ycc = run("cjpeg", *quality, "-sample", "1x1", "/tmp/colour.ppm")
bare = without(ycc, 0xe0)
rgb = write("rgb-adobe", run("cjpeg", *quality, "-rgb", "/tmp/colour.ppm"))
write("rgb-named", without(rgb, 0xee))
write("rgb-adobe-other-names", renamed(rgb, (1, 2, 3)))
write("ycc-adobe", before(bare, adobe(1)))
write("ycc-names-0-1-2", renamed(bare, (0, 1, 2)))
write("ycc-jfif-names-rgb", renamed(ycc, (82, 71, 66)))
write("ycc-jfif-and-adobe-0", ycc[:20] + adobe(0) + ycc[20:])
write("ycc-profile", ycc[:20] + icc(b"RGB ") + ycc[20:])
write("rgb-profile", before(rgb, icc(b"RGB ")))
grey = run("cjpeg", *quality, "-grayscale", "/tmp/colour.ppm")
write("grey-profile", grey[:20] + icc(b"GRAY") + grey[20:])
write("grey-adobe", before(without(grey, 0xe0), adobe(0)))
write("grey-progressive", run("cjpeg", *quality, "-grayscale", "-progressive", "/tmp/colour.ppm"))
for sampling in ("2x1", "1x2", "2x2", "4x1"):
    write("ycc-" + sampling, run("cjpeg", *quality, "-sample", sampling, "/tmp/colour.ppm"))
write("ycc-restarts", run("cjpeg", *quality, "-restart", "1B", "/tmp/colour.ppm"))
write("ycc-fill-bytes", ycc[:20] + b"\xff\xff\xff" + ycc[20:])
write("ycc-bad-profile", ycc[:20] + segment(0xe2, b"ICC_PROFILE\0\1\1" + b"nonsense") + ycc[20:])
write("ycc-bytes-after-the-end", ycc + b"and more")
cmyk = open("../cmyk.jpg", "rb").read()
write("cmyk-profile", cmyk[:2] + icc(b"CMYK") + cmyk[2:])

def pam(data):
    """Height, width, largest value and tuples of a PAM, PPM or PGM file."""
    if data[:2] == b"P7":
        head, body = data.split(b"ENDHDR\n", 1)
        fields = dict(line.split(b" ", 1) for line in head.split(b"\n")[1:] if line)
        width, height, depth, most = (int(fields[key]) for key in (b"WIDTH", b"HEIGHT", b"DEPTH", b"MAXVAL"))
    else:
        kind, width, height, most, body = data.split(maxsplit=4)[:4] + [data[-int(data.split()[1]) * int(data.split()[2]) * (3 if data[:2] == b"P6" else 1):]]
        width, height, most, depth = int(width), int(height), int(most), 3 if kind == b"P6" else 1
    values = struct.unpack(">%d%s" % (width * height * depth, "H" if most > 255 else "B"), body)
    return height, width, most, [values[i:i + depth] for i in range(0, len(values), depth)]

lines = []
for name in sorted(os.listdir(".")):
    out = []
    if name.endswith(".png"):
        height, width, most, tuples = pam(run("pngtopam", "-alphapam", name))
        data = open(name, "rb").read()
        at = data.find(b"tRNS")
        for pixel in tuples:
            colours, alpha = (pixel[:-1], pixel[-1]) if len(pixel) in (2, 4) else (pixel, most)
            if name.startswith("rgb") and at > 0 and colours == struct.unpack(">HHH", data[at + 4:at + 10]):
                alpha = 0  # The one thing in which pngtopam does not follow libpng.
            out += [v * alpha / most * 65535 / most for v in (colours * 3 if len(colours) == 1 else colours)]
    elif name.startswith("cmyk"):
        image = Image.open(name)
        height, width = image.height, image.width
        out = [(255 - v) * (255 - k) / 65025 * 65535 for c, m, y, k in image.getdata() for v in (c, m, y)]
    else:
        height, width, most, tuples = pam(run("djpeg", "-pnm", *(["-nosmooth"] if "1x2" in name else []), name))  # Java's libjpeg smooths 2x1 and 2x2 alone.
        out = [v * 257 for pixel in tuples for v in (pixel * 3 if len(pixel) == 1 else pixel)]
    lines.append(",".join(["variants/" + name, str(height), str(width)] + [("%.3f" % v).rstrip("0").rstrip(".") for v in out]))
open("../variants.csv", "w").write("\n".join(lines) + "\n")
