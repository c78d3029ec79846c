// Softmax, its cross-entropy and the gradient of that, a row of at most one block of terms at a time. ITEMS work items (16 or
// 1) share the sixteen lanes of a row; a work group has ROWS rows.

#define LANES 16

// An item that has a row to itself waits for nobody.
#if ITEMS > 1
#define WAIT barrier(CLK_LOCAL_MEM_FENCE)
#else
#define WAIT
#endif

#define EACH_TERM(body) \
    for (int lane = item; lane < LANES; lane += ITEMS) { \
        for (int i = lane; i < n; i += LANES) { body } \
    }

#define ROW                                                                \
    __local float lanes[ROWS][LANES];                                      \
    const int item = get_local_id(0), slot = get_local_id(1);              \
    const int live = get_global_id(1) < rows;                              \
    const int row = live ? get_global_id(1) : rows - 1;                    \
    __global const float* x = in + (size_t)row * n;

// Sums the lanes; every item of the row gets the result.
inline float fold_sum(__local float* lanes, int item) {
    for (int width = LANES / 2; width > 0; width /= 2) {
        WAIT;
        for (int j = item; j < width; j += ITEMS) lanes[j] = lanes[j] + lanes[j + width];
    }
    WAIT;
    const float sum = lanes[0];
    WAIT;
    return sum;
}

inline float row_max(__global const float* x, int n, __local float* lanes, int item) {
    for (int lane = item; lane < min(n, LANES); lane += ITEMS) {
        float best = x[lane];
        for (int i = lane + LANES; i < n; i += LANES) best = t_max(x[i], best);
        lanes[lane] = best;
    }
    int filled = min(n, LANES);
    for (int width = LANES / 2; width > 0; width /= 2) {
        WAIT;
        for (int j = item; j < width && j + width < filled; j += ITEMS) lanes[j] = t_max(lanes[j + width], lanes[j]);
        filled = min(filled, width);
    }
    WAIT;
    const float best = lanes[0];
    WAIT;
    return best;
}

inline float exp_sum(__global const float* x, int n, float max, __local float* lanes, int item) {
    for (int lane = item; lane < LANES; lane += ITEMS) {
        float sum = 0.0f;
        for (int i = lane; i < n; i += LANES) sum = sum + t_exp(x[i] - max);
        lanes[lane] = sum;
    }
    return fold_sum(lanes, item);
}

__kernel void softmax(__global const float* in, __global float* out, const int rows, const int n) {
    ROW
    const float max = row_max(x, n, lanes[slot], item);
    const float sum = exp_sum(x, n, max, lanes[slot], item);
    if (live) {
        EACH_TERM(out[(size_t)row * n + i] = t_divide(t_exp(x[i] - max), sum);)
    }
}

__kernel void cross_entropy(__global const float* in, __global const float* labels, __global float* out, const int rows,
                            const int n) {
    ROW
    const float max = row_max(x, n, lanes[slot], item);
    const float total = t_log(exp_sum(x, n, max, lanes[slot], item));
    // The terms of other classes are zeros that count: a difference may have overflowed.
    for (int lane = item; lane < LANES; lane += ITEMS) {
        float sum = 0.0f;
        for (int i = lane; i < n; i += LANES) sum = sum + t_equal(labels[row], (float)i) * (x[i] - max);
        lanes[slot][lane] = sum;
    }
    const float chosen = fold_sum(lanes[slot], item);
    if (live && item == 0) out[row] = total - chosen;
}

__kernel void cross_entropy_gradient(__global const float* in, __global const float* labels, __global const float* g,
                                     __global float* out, const int rows, const int n) {
    ROW
    const float max = row_max(x, n, lanes[slot], item);
    const float sum = exp_sum(x, n, max, lanes[slot], item);
    if (live) {
        EACH_TERM(
            const float part = t_divide(t_exp(x[i] - max), sum);
            out[(size_t)row * n + i] = (part - t_equal(labels[row], (float)i)) * g[row];
        )
    }
}
