// Sums and maxima by the two rules of the contract. GROUPS work items of a work group share the groups of one column.

#define GROUP 8
#define LANES 16
#define BLOCK 4096

// [outer, terms, inner] -> [outer, inner] by the sequence rule; sums are made with the terms that they add.
__kernel void max_sequence(__global const float* in, __global float* out, const int terms, const int inner,
                           const int outer) {
    const int column = get_global_id(0), row = get_global_id(2);
    if (column >= inner || get_local_id(1) != 0) return;
    __global const float* x = in + (size_t)row * terms * inner + column;
    float total = 0.0f;
    for (int first = 0; first < terms; first += GROUP) {
        const int end = min(first + GROUP, terms);
        float group = x[(size_t)first * inner];
        for (int t = first + 1; t < end; t++) group = t_max(x[(size_t)t * inner], group);
        total = first == 0 ? group : t_max(group, total);
    }
    out[(size_t)row * inner + column] = total;
}

// One block of the lanes rule for each work item of UNITS: [rows, terms] -> [rows, blocks].
#if GROUPS > 1

// Sixteen work items for each block, one for each lane.
__kernel void sum_lanes(__global const float* in, __global float* out, const int terms, const int blocks,
                        const int rows) {
    __local float lanes[UNITS][LANES];
    const int j = get_local_id(0), r = get_local_id(1);
    const int unit = get_global_id(1);
    const int live = unit < rows * blocks;
    const int row = live ? unit / blocks : 0, block = live ? unit - row * blocks : 0;
    const int count = live ? min(BLOCK, terms - block * BLOCK) : 0;
    __global const float* x = in + (size_t)row * terms + (size_t)block * BLOCK;
    float sum = 0.0f;
    for (int i = j; i < count; i += LANES) sum = sum + x[i];
    lanes[r][j] = sum;
    for (int width = LANES / 2; width > 0; width /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (j < width) lanes[r][j] = lanes[r][j] + lanes[r][j + width];
    }
    if (live && j == 0) out[unit] = lanes[r][0];
}

__kernel void max_lanes(__global const float* in, __global float* out, const int terms, const int blocks,
                        const int rows) {
    __local float lanes[UNITS][LANES];
    const int j = get_local_id(0), r = get_local_id(1);
    const int unit = get_global_id(1);
    const int live = unit < rows * blocks;
    const int row = live ? unit / blocks : 0, block = live ? unit - row * blocks : 0;
    const int count = live ? min(BLOCK, terms - block * BLOCK) : 0;
    __global const float* x = in + (size_t)row * terms + (size_t)block * BLOCK;
    if (j < count) {
        float best = x[j];
        for (int i = j + LANES; i < count; i += LANES) best = t_max(x[i], best);
        lanes[r][j] = best;
    }
    int filled = min(count, LANES);
    for (int width = LANES / 2; width > 0; width /= 2) {
        barrier(CLK_LOCAL_MEM_FENCE);
        if (j < width && j + width < filled) lanes[r][j] = t_max(lanes[r][j + width], lanes[r][j]);
        filled = min(filled, width);
    }
    if (live && j == 0) out[unit] = lanes[r][0];
}

#else

// A processor has its lanes in registers.
__kernel void sum_lanes(__global const float* in, __global float* out, const int terms, const int blocks,
                        const int rows) {
    const int unit = get_global_id(1);
    if (unit >= rows * blocks) return;
    const int row = unit / blocks, block = unit - row * blocks;
    const int count = min(BLOCK, terms - block * BLOCK);
    __global const float* x = in + (size_t)row * terms + (size_t)block * BLOCK;
    float8 low = (float8)(0.0f), high = (float8)(0.0f);
    int i = 0;
    for (; i + LANES <= count; i += LANES) {
        low = low + vload8(0, x + i);
        high = high + vload8(0, x + i + 8);
    }
    float last[LANES];
    vstore8(low, 0, last);
    vstore8(high, 1, last);
    for (int j = 0; i + j < count; j++) last[j] = last[j] + x[i + j];
    const float8 eight = vload8(0, last) + vload8(1, last);
    const float4 four = eight.lo + eight.hi;
    const float2 two = four.lo + four.hi;
    out[unit] = two.x + two.y;
}

__kernel void max_lanes(__global const float* in, __global float* out, const int terms, const int blocks,
                        const int rows) {
    const int unit = get_global_id(1);
    if (unit >= rows * blocks) return;
    const int row = unit / blocks, block = unit - row * blocks;
    const int count = min(BLOCK, terms - block * BLOCK);
    __global const float* x = in + (size_t)row * terms + (size_t)block * BLOCK;
    float lanes[LANES];
    int filled = min(count, LANES);
    for (int j = 0; j < filled; j++) lanes[j] = x[j];
    for (int i = LANES; i < count; i++) lanes[i % LANES] = t_max(x[i], lanes[i % LANES]);
    for (int width = LANES / 2; width > 0; width /= 2) {
        for (int j = 0; j + width < filled; j++) lanes[j] = t_max(lanes[j + width], lanes[j]);
        filled = min(filled, width);
    }
    out[unit] = lanes[0];
}

#endif
