// Max-pooling, for V neighbouring channels at a time; this file is compiled once for each V. What depends on the place is then
// worked out once for all of them. Comparisons of vectors give 0 or -1, those of numbers 0 or 1: either will do here.

#if V == 1
#define F float
#define I int
#define NAME(kernel) kernel
#define GET(from) (*(from))
#define PUT(value, to) *(to) = (value)
#else
#define CAT2(x, y) x##y
#define CAT(x, y) CAT2(x, y)
#define F CAT(float, V)
#define I CAT(int, V)
#define NAME(kernel) kernel##_wide
#define GET(from) CAT(vload, V)(0, from)
#define PUT(value, to) CAT(vstore, V)(value, 0, to)
#endif

#define CHANNELS                                                       \
    const int c = get_global_id(0) * V, place = get_global_id(1);      \
    if (c >= channels || place >= places) return;                      \
    const int i = place * channels + c;

#define RESULTS                                                        \
    CHANNELS                                                           \
    const int column = place % across, row = place / across % down, image = place / across / down; \
    const size_t pixels = (size_t)image * height * width * channels + c;

// A first tap in the border is -infinity; inside it is itself, which comparing it again does not change.
__kernel void NAME(max_pool)(__global const float* in, __global float* out, const int places, const int height,
                             const int width, const int channels, const int down, const int across, WINDOW) {
    RESULTS
    const int y0 = row * sh - top, x0 = column * sw - left;
    F best = (F)(-INFINITY);
    if (inside(y0, x0, height, width)) best = GET(in + pixels + (y0 * width + x0) * channels);
    EACH_TAP(
        if (inside(y, x, height, width)) {
            const F tap = GET(in + pixels + (y * width + x) * channels);
            best = tap > best ? tap : best;
        }
    )
    PUT(best, out + i);
}

// The first tap of each window that equals the result; -1 if none does.
__kernel void NAME(max_pool_winner)(__global const float* in, __global const float* result, __global int* winner,
                                    const int places, const int height, const int width, const int channels,
                                    const int down, const int across, WINDOW) {
    RESULTS
    const F best = GET(result + i);
    I first = (I)(-1);
    EACH_TAP(
        F tap = (F)(-INFINITY);
        if (inside(y, x, height, width)) tap = GET(in + pixels + (y * width + x) * channels);
        first = ((first < 0) & (tap == best)) ? (I)(a * kw + b) : first;
    )
    PUT(first, winner + i);
}

// The gradient where windows overlap: each pixel asks those that it is under.
__kernel void NAME(max_pool_gradient)(__global const int* winner, __global const float* g, __global float* out,
                                      const int places, const int height, const int width, const int channels,
                                      const int down, const int across, WINDOW) {
    CHANNELS
    const int x = place % width, y = place / width % height, image = place / width / height;
    F sum = (F)(0.0f);
    EACH_WINDOW(y, x,
        const int at = ((image * down + row) * across + column) * channels + c;
        sum = sum + (GET(winner + at) == tap ? GET(g + at) : (F)(0.0f));
    )
    PUT(sum, out + i);
}

// The gradient where no pixel is under two windows: each window writes its pixels, the first tap that equals the result its
// gradient, which is added to +0 as any sum is. Pixels under no window are left alone.
__kernel void NAME(max_pool_gradient_apart)(__global const float* in, __global const float* result,
                                            __global const float* g, __global float* out, const int places,
                                            const int height, const int width, const int channels, const int down,
                                            const int across, WINDOW) {
    RESULTS
    const F best = GET(result + i), gradient = (F)(0.0f) + GET(g + i);
    I open = best == best;
    EACH_TAP(
        if (inside(y, x, height, width)) {
            const size_t at = pixels + (y * width + x) * channels;
            const I here = open & (GET(in + at) == best);
            open = open ^ here;
            PUT(here ? gradient : (F)(0.0f), out + at);
        } else {
            open = open & (best != (F)(-INFINITY));
        }
    )
}

#undef F
#undef I
#undef NAME
#undef GET
#undef PUT
#undef CHANNELS
#undef RESULTS
#undef CAT
#undef CAT2
