// Pooling and patches. A window has eight numbers: height, width, strides, dilations, border above and on the left.

#define WINDOW const int kh, const int kw, const int sh, const int sw, const int dh, const int dw, const int top, const int left

inline int inside(int y, int x, int height, int width) { return y >= 0 && y < height && x >= 0 && x < width; }

// [n, h, w, c] -> [n, down, across, kh * kw * c]
__kernel void unfold(__global const float* in, __global float* out, const int size, const int height, const int width,
                     const int channels, const int down, const int across, WINDOW) {
    const int i = get_global_id(0);
    if (i >= size) return;
    const int patch = kh * kw * channels;
    const int place = i / patch, in_patch = i - place * patch;
    const int tap = in_patch / channels, c = in_patch - tap * channels;
    const int column = place % across, row = place / across % down, image = place / across / down;
    const int y = row * sh - top + tap / kw * dh, x = column * sw - left + tap % kw * dw;
    out[i] = inside(y, x, height, width) ? in[((image * height + y) * width + x) * channels + c] : 0.0f;
}

// Windows that touch a pixel are visited from the last to the first, so that its terms come in ascending order of taps.
#define EACH_WINDOW(y, x, body)                                                        \
    for (int row = min((y + top) / sh, down - 1); row >= 0; row--) {                   \
        const int iy = y + top - row * sh;                                             \
        if (iy > (kh - 1) * dh) break;                                                 \
        if (iy % dh != 0) continue;                                                    \
        for (int column = min((x + left) / sw, across - 1); column >= 0; column--) {   \
            const int ix = x + left - column * sw;                                     \
            if (ix > (kw - 1) * dw) break;                                             \
            if (ix % dw != 0) continue;                                                \
            const int tap = iy / dh * kw + ix / dw;                                    \
            body                                                                       \
        }                                                                              \
    }

// Items side by side have channels side by side: what depends on the place is the same for all of them.
#define PIXEL                                                          \
    const int c = get_global_id(0), place = get_global_id(1);          \
    if (c >= channels || place >= places) return;                      \
    const int i = place * channels + c;                                \
    const int x = place % width, y = place / width % height, image = place / width / height;

// Patches added where they were taken.
__kernel void fold(__global const float* in, __global float* out, const int places, const int height, const int width,
                   const int channels, const int down, const int across, WINDOW) {
    PIXEL
    float sum = 0.0f;
    EACH_WINDOW(y, x, sum = sum + in[(((image * down + row) * across + column) * kh * kw + tap) * channels + c];)
    out[i] = sum;
}

#define RESULT                                                         \
    const int c = get_global_id(0), place = get_global_id(1);          \
    if (c >= channels || place >= places) return;                      \
    const int i = place * channels + c;                                \
    const int column = place % across, row = place / across % down, image = place / across / down; \
    __global const float* pixels = in + (size_t)image * height * width * channels + c;

#define EACH_TAP(body)                                                 \
    for (int a = 0; a < kh; a++) {                                     \
        for (int b = 0; b < kw; b++) {                                 \
            const int y = row * sh - top + a * dh, x = column * sw - left + b * dw; \
            body                                                       \
        }                                                              \
    }

// How many taps of a window lie in the image, along one axis.
inline int taps_inside(int first, int taps, int dilation, int extent) {
    int count = 0;
    for (int i = 0; i < taps; i++) count += first + i * dilation >= 0 && first + i * dilation < extent;
    return count;
}

__kernel void average_pool(__global const float* in, __global float* out, const int places, const int height,
                           const int width, const int channels, const int down, const int across, WINDOW) {
    RESULT
    float sum = 0.0f;
    EACH_TAP(if (inside(y, x, height, width)) sum = sum + pixels[(y * width + x) * channels];)
    const int count = taps_inside(row * sh - top, kh, dh, height) * taps_inside(column * sw - left, kw, dw, width);
    out[i] = t_divide(sum, (float)count);
}

// The gradient of each window's terms; then they are added as in fold.
__kernel void average_pool_gradient(__global const float* g, __global float* out, const int places, const int height,
                                    const int width, const int channels, const int down, const int across, WINDOW) {
    PIXEL
    float sum = 0.0f;
    EACH_WINDOW(y, x,
        const int count = taps_inside(row * sh - top, kh, dh, height) * taps_inside(column * sw - left, kw, dw, width);
        sum = sum + t_divide(g[((image * down + row) * across + column) * channels + c], (float)count);
    )
    out[i] = sum;
}
