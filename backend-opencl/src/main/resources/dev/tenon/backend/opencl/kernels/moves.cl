// Ops that only move elements, and those that make them from nothing.

__kernel void fill(__global float* out, const int size, const float value) {
    const int i = get_global_id(0);
    if (i < size) out[i] = value;
}

__kernel void copy(__global const float* in, __global float* out, const int size) {
    const int i = get_global_id(0);
    if (i < size) out[i] = in[i];
}

// Any op that takes each element of its result from one place, or from none. For each axis, outermost first, six numbers:
// its extent, the steps in the input and the result, where the input begins, its spacing, and its extent.
__kernel void move(__global const float* in, __global float* out, const int size, const int rank,
                   __global const int* axes, const int in_start, const int out_start, const float value) {
    const int i = get_global_id(0);
    if (i >= size) return;
    int rest = i, from = in_start, to = out_start, inside = 1;
    for (int axis = rank - 1; axis >= 0; axis--) {
        __global const int* a = axes + axis * 6;
        const int at = rest % a[0];
        rest /= a[0];
        to += at * a[2];
        const int t = at - a[3];
        const int q = t / a[4];
        inside &= t >= 0 && q * a[4] == t && q < a[5];
        from += q * a[1];
    }
    out[to] = inside ? in[from] : value;
}

// Images with zeros around them.
__kernel void border(__global const float* in, __global float* out, const int rows, const int height, const int width,
                     const int channels, const int top, const int left, const int full_height, const int full_width) {
    const int pitch = full_width * channels;
    const int at = get_global_id(0), row = get_global_id(1);
    if (at >= pitch || row >= rows) return;
    const int image = row / full_height;
    const int y = row - image * full_height - top;
    const int column = at / channels;
    const int x = column - left;
    const int inside = y >= 0 && x >= 0 && y < height && x < width;
    out[row * pitch + at] = inside ? in[((image * height + y) * width + x) * channels + at - column * channels] : 0.0f;
}

// The same, a row for each item: a processor copies runs.
__kernel void border_rows(__global const float* in, __global float* out, const int rows, const int height,
                          const int width, const int channels, const int top, const int left, const int full_height,
                          const int full_width) {
    const int row = get_global_id(0);
    if (row >= rows) return;
    const int image = row / full_height;
    const int y = row - image * full_height - top;
    __global float* to = out + (size_t)row * full_width * channels;
    const int from = y < 0 || y >= height ? full_width : clamp(left, 0, full_width);
    const int end = y < 0 || y >= height ? full_width : clamp(left + width, 0, full_width);
    __global const float* x = in + (size_t)((image * height + y) * width - left) * channels;
    for (int i = 0; i < from * channels; i++) to[i] = 0.0f;
    for (int i = from * channels; i < end * channels; i++) to[i] = x[i];
    for (int i = end * channels; i < full_width * channels; i++) to[i] = 0.0f;
}

#define TO_FLOAT(NAME, TYPE)                                                            \
    __kernel void NAME(__global const TYPE* in, __global float* out, const int size) { \
        const int i = get_global_id(0);                                                 \
        if (i < size) out[i] = convert_float_rte(in[i]);                                \
    }

TO_FLOAT(bytes_to_float, uchar)
TO_FLOAT(ints_to_float, int)

#define ONE_HOT(NAME, TYPE, INDEX)                                                                        \
    __kernel void NAME(__global const TYPE* in, __global float* out, const int size, const int classes) { \
        const int i = get_global_id(0);                                                                   \
        if (i >= size) return;                                                                            \
        const int row = i / classes;                                                                      \
        out[i] = INDEX(in[row], classes) == i - row * classes ? 1.0f : 0.0f;                              \
    }

ONE_HOT(one_hot, float, t_index)
ONE_HOT(one_hot_by_int, int, t_int_index)

// Added to +0 as in the matrix product that defines this op, which makes a +0 of -0.
#define GATHER(NAME, ELEMENT, TYPE, INDEX)                                                                             \
    __kernel void NAME(__global const ELEMENT* table, __global const TYPE* indices, __global float* out,               \
                       const int rows, const int count, const int length) {                                            \
        const int i = get_global_id(0), row = get_global_id(1);                                                        \
        if (i >= length || row >= count) return;                                                                       \
        const int index = INDEX(indices[row], rows);                                                                   \
        out[row * length + i] = index < 0 ? 0.0f : 0.0f + (float)table[index * length + i];                            \
    }

GATHER(gather, float, float, t_index)
GATHER(gather_by_int, float, int, t_int_index)
GATHER(gather_bytes, uchar, float, t_index)
GATHER(gather_bytes_by_int, uchar, int, t_int_index)

inline ulong mix(ulong seed) {
    ulong z = seed + 0x9e3779b97f4a7c15UL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9UL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebUL;
    return z ^ (z >> 31);
}

// Philox4x32-10: four numbers for each work item.
__kernel void random(__global const float* seed, __global const float* step, __global float* out, const int size,
                     const int name_low, const int name_high) {
    const int block = get_global_id(0);
    if (block * 4 >= size) return;
    const ulong name = ((ulong)(uint)name_high << 32) | (uint)name_low;
    const ulong key = name ^ mix((ulong)(long)seed[0]);
    uint k0 = (uint)key, k1 = (uint)(key >> 32);
    uint w[4] = {(uint)block, (uint)(int)step[0], 0, 0};
    for (int round = 0; round < 10; round++) {
        const uint high0 = mul_hi(0xD2511F53u, w[0]), low0 = 0xD2511F53u * w[0];
        const uint high1 = mul_hi(0xCD9E8D57u, w[2]), low1 = 0xCD9E8D57u * w[2];
        w[0] = high1 ^ w[1] ^ k0;
        w[2] = high0 ^ w[3] ^ k1;
        w[1] = low1;
        w[3] = low0;
        k0 += 0x9E3779B9u;
        k1 += 0xBB67AE85u;
    }
    for (int i = 0; i < 4 && block * 4 + i < size; i++) {
        out[block * 4 + i] = (float)(w[i] >> 8) * 0x1.0p-24f;
    }
}

// The second half of the sequence rule: sums of groups, added in order.
__kernel void add_passes(__global const float* in, __global float* out, const int passes, const int size) {
    const int i = get_global_id(0);
    if (i >= size) return;
    float total = 0.0f;
    for (int pass = 0; pass < passes; pass++) total = total + in[(size_t)pass * size + i];
    out[i] = total;
}
