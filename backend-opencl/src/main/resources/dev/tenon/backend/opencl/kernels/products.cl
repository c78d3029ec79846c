// Matrix products, and convolutions as products whose left operand is gathered by tables of offsets. Row r and term k of the
// left operand lie at rows[r].x + terms[k].x, term k and column j of the right one at terms[k].y + j * b_column.
//
//   m, n            rows and columns of a result
//   rows            for each row of an image its offset in the left operand and in the result
//   chunks          where each chunk of the chain begins among the terms; one entry more than there are chunks
//   finish          1: add bias[j], 2: rectify, 3: both
//
// A result is the sum of pieces (one, but for weight gradients): pass p adds pieces p * per_pass to (p + 1) * per_pass - 1 in
// order. A piece begins at its own place in both operands, and ends after `length` terms or where all of `total` end.
//
// DEEP: pieces have several chunks each. ONCE: one piece of one chunk. Both are known when the kernel is compiled, so that a
// product that needs no further sums keeps no registers for them.

#define PRODUCT_ARGUMENTS                                                                                          \
    __global const float* a, __global const float* b, __global float* c, __global const float* bias,               \
    __global const int2* rows, __global const int4* terms, __global const int* chunks, const int chunk_count,      \
    const int m, const int n, const int rows_per_image, const int a_image, const int c_image, const int a_step,    \
    const int b_step, const int b_column, const int groups, const int a_group, const int b_group,                  \
    const int c_group, const int c_pass, const int pieces, const int per_pass, const int per_image,                \
    const int a_piece_image, const int a_piece_part, const int b_piece_image, const int b_piece_part,              \
    const int length, const int total, const int finish

// The piece's places and its number of terms.
#define PIECE                                                                                      \
    const int piece_image = piece / per_image, part = piece - piece_image * per_image;             \
    const int a_base = a_start + piece_image * a_piece_image + part * a_piece_part;                \
    const int b_base = b_start + piece_image * b_piece_image + part * b_piece_part;                \
    const int limit = min(length, total - (per_image == 1 ? piece : part) * length);

#define CAT2(x, y) x##y
#define CAT(x, y) CAT2(x, y)
#define floatv CAT(float, VEC)
#define vloadv CAT(vload, VEC)
#define vstorev CAT(vstore, VEC)

inline float finished(float x, __global const float* bias, int column, int finish) {
    if (finish & 1) x = x + bias[column];
    return finish & 2 ? t_relu(x) : x;
}

#ifdef TILED

// For devices with local memory. A work group of LN x LM items computes a tile of TM x TN results, an item RM rows and RN
// vectors of columns. While a slice of KT terms is multiplied, the next one is on its way from memory.

#define TM (LM * RM)
#define TN (LN * RN * VEC)
#define ITEMS (LM * LN)
#define A_LOADS (TM * KT / ITEMS)
#define B_LOADS (TN * KT / ITEMS)
// Items that store neighbouring terms then meet different banks.
#define A_PITCH (TM + 4)

__kernel __attribute__((reqd_work_group_size(LN, LM, 1)))
void product(PRODUCT_ARGUMENTS) {
    __local float ta[2][KT * A_PITCH];
    __local float tb[2][KT * TN];
    const int lx = get_local_id(0), ly = get_local_id(1), item = ly * LN + lx;
    const int m0 = get_group_id(0) * TM, n0 = get_group_id(1) * TN;
    const int pass = get_group_id(2) / groups, group = get_group_id(2) - pass * groups;
    const int a_start = group * a_group, b_start = group * b_group;

    // Neighbouring items load neighbouring terms of the left operand: channels, most often.
    const int a_term = item % KT;
    int a_row[A_LOADS];
#pragma unroll
    for (int i = 0; i < A_LOADS; i++) {
        // Rows beyond the last are computed as if they were it, and not written.
        const int r = min(m0 + item / KT + i * (ITEMS / KT), m - 1);
        const int image = r / rows_per_image;
        a_row[i] = image * a_image + rows[r - image * rows_per_image].x;
    }

    floatv s[RM][RN];
#ifndef ONCE
    floatv sum[RM][RN];
#pragma unroll
    for (int i = 0; i < RM; i++) {
#pragma unroll
        for (int j = 0; j < RN; j++) sum[i][j] = (floatv)(0.0f);
    }
#endif

    const int last_piece = min(pieces, (pass + 1) * per_pass);
    for (int piece = pass * per_pass; piece < last_piece; piece++) {
        PIECE
#ifdef DEEP
        floatv deep[RM][RN];
#pragma unroll
        for (int i = 0; i < RM; i++) {
#pragma unroll
            for (int j = 0; j < RN; j++) deep[i][j] = (floatv)(0.0f);
        }
#endif
        for (int chunk = 0; chunk < chunk_count; chunk++) {
#pragma unroll
            for (int i = 0; i < RM; i++) {
#pragma unroll
                for (int j = 0; j < RN; j++) s[i][j] = (floatv)(0.0f);
            }
            const int first = chunks[chunk], slices = (chunks[chunk + 1] - first) / KT;
            float next_a[A_LOADS], next_b[B_LOADS];

#define LOAD(slice)                                                                                   \
    {                                                                                                 \
        const int k0 = first + (slice) * KT;                                                          \
        const int4 ka = terms[k0 + a_term];                                                           \
        _Pragma("unroll") for (int i = 0; i < A_LOADS; i++) {                                         \
            next_a[i] = ka.z < limit ? a[a_base + a_row[i] + ka.x] : 0.0f;                            \
        }                                                                                             \
        _Pragma("unroll") for (int i = 0; i < B_LOADS; i++) {                                         \
            const int e = item + i * ITEMS;                                                           \
            const int4 kb = terms[k0 + B_TERM(e)];                                                    \
            next_b[i] = kb.z < limit ? b[b_base + kb.y + min(n0 + B_COLUMN(e), n - 1) * b_column] : 0.0f; \
        }                                                                                             \
    }
#define STORE(side)                                                                                   \
    {                                                                                                 \
        _Pragma("unroll") for (int i = 0; i < A_LOADS; i++) {                                         \
            ta[side][a_term * A_PITCH + item / KT + i * (ITEMS / KT)] = next_a[i];                    \
        }                                                                                             \
        _Pragma("unroll") for (int i = 0; i < B_LOADS; i++) {                                         \
            const int e = item + i * ITEMS;                                                           \
            tb[side][B_TERM(e) * TN + B_COLUMN(e)] = next_b[i];                                       \
        }                                                                                             \
    }
#ifdef B_BY_TERM
#define B_TERM(e) ((e) % KT)
#define B_COLUMN(e) ((e) / KT)
#else
#define B_TERM(e) ((e) / TN)
#define B_COLUMN(e) ((e) % TN)
#endif

            barrier(CLK_LOCAL_MEM_FENCE);
            if (slices > 0) {
                LOAD(0)
                STORE(0)
            }
            for (int slice = 0; slice < slices; slice++) {
                const int side = slice & 1;
                barrier(CLK_LOCAL_MEM_FENCE);
                if (slice + 1 < slices) LOAD(slice + 1)
#pragma unroll
                for (int k = 0; k < KT; k++) {
                    floatv columns[RN];
#pragma unroll
                    for (int j = 0; j < RN; j++) columns[j] = vloadv(0, tb[side] + k * TN + (j * LN + lx) * VEC);
#pragma unroll
                    for (int i = 0; i < RM; i++) {
                        const floatv row = (floatv)(ta[side][k * A_PITCH + ly * RM + i]);
#pragma unroll
                        for (int j = 0; j < RN; j++) s[i][j] = fma(row, columns[j], s[i][j]);
                    }
                }
                if (slice + 1 < slices) STORE(side ^ 1)
            }
#if defined(DEEP)
#pragma unroll
            for (int i = 0; i < RM; i++) {
#pragma unroll
                for (int j = 0; j < RN; j++) deep[i][j] = deep[i][j] + s[i][j];
            }
#elif !defined(ONCE)
#pragma unroll
            for (int i = 0; i < RM; i++) {
#pragma unroll
                for (int j = 0; j < RN; j++) sum[i][j] = sum[i][j] + s[i][j];
            }
#endif
        }
#ifdef DEEP
#pragma unroll
        for (int i = 0; i < RM; i++) {
#pragma unroll
            for (int j = 0; j < RN; j++) sum[i][j] = sum[i][j] + deep[i][j];
        }
#endif
    }

    __global float* out = c + group * c_group + pass * c_pass;
#pragma unroll
    for (int i = 0; i < RM; i++) {
        const int r = m0 + ly * RM + i;
        if (r < m) {
            const int image = r / rows_per_image;
            __global float* to = out + image * c_image + rows[r - image * rows_per_image].y;
#pragma unroll
            for (int j = 0; j < RN; j++) {
                const int column = n0 + (j * LN + lx) * VEC;
#ifdef ONCE
                // A chain's total begins at +0 and is never -0.
                const floatv result = (floatv)(0.0f) + s[i][j];
#else
                const floatv result = sum[i][j];
#endif
                float one[VEC];
                vstorev(result, 0, one);
#pragma unroll
                for (int v = 0; v < VEC; v++) {
                    if (column + v < n) to[column + v] = finished(one[v], bias, group * n + column + v, finish);
                }
            }
        }
    }
}

#else

// For processors: an item computes RM rows and RN vectors of columns at a time, and so on down BLOCKS blocks of rows, reading
// both operands where they lie. Terms are runs of neighbours here: offsets in both operands, index, length. The right operand
// has its columns side by side, and vectors of the last columns may reach up to a vector beyond its end: every buffer is
// longer than its tensor by that much.

#define EACH_ROW(body)                                 \
    _Pragma("unroll") for (int i = 0; i < RM; i++) {   \
        _Pragma("unroll") for (int j = 0; j < RN; j++) { body } \
    }

__kernel __attribute__((reqd_work_group_size(1, 1, 1)))
void product(PRODUCT_ARGUMENTS) {
    const int n0 = get_global_id(1) * RN * VEC;
    const int pass = get_global_id(2) / groups, group = get_global_id(2) - pass * groups;
    const int a_start = group * a_group, b_start = group * b_group + n0;
    const int last_piece = min(pieces, (pass + 1) * per_pass);
    __global float* out = c + group * c_group + pass * c_pass;

    for (int block = 0; block < BLOCKS; block++) {
        const int m0 = (get_global_id(0) * BLOCKS + block) * RM;
        if (m0 >= m) return;
        __global const float* left[RM];
        __global float* to[RM];
#pragma unroll
        for (int i = 0; i < RM; i++) {
            const int r = min(m0 + i, m - 1);
            const int image = r / rows_per_image;
            const int2 at = rows[r - image * rows_per_image];
            left[i] = a + image * a_image + at.x;
            to[i] = out + image * c_image + at.y;
        }
        floatv s[RM][RN], sum[RM][RN];
        EACH_ROW(sum[i][j] = (floatv)(0.0f);)
        for (int piece = pass * per_pass; piece < last_piece; piece++) {
            PIECE
#ifdef DEEP
            floatv deep[RM][RN];
            EACH_ROW(deep[i][j] = (floatv)(0.0f);)
#endif
            for (int chunk = 0; chunk < chunk_count; chunk++) {
                EACH_ROW(s[i][j] = (floatv)(0.0f);)
                const int end = chunks[chunk + 1];
                for (int run = chunks[chunk]; run < end; run++) {
                    const int4 term = terms[run];
                    const int count = min(term.w, limit - term.z);
                    __global const float* right = b + b_base + term.y;
                    int x = a_base + term.x;
                    for (int k = 0; k < count; k++) {
                        floatv columns[RN];
#pragma unroll
                        for (int j = 0; j < RN; j++) columns[j] = vloadv(j, right);
#pragma unroll
                        for (int i = 0; i < RM; i++) {
                            const floatv row = (floatv)(left[i][x]);
#pragma unroll
                            for (int j = 0; j < RN; j++) s[i][j] = fma(row, columns[j], s[i][j]);
                        }
                        x += a_step;
                        right += b_step;
                    }
                }
#ifdef DEEP
                EACH_ROW(deep[i][j] = deep[i][j] + s[i][j];)
#else
                EACH_ROW(sum[i][j] = sum[i][j] + s[i][j];)
#endif
            }
#ifdef DEEP
            EACH_ROW(sum[i][j] = sum[i][j] + deep[i][j];)
#endif
        }
#pragma unroll
        for (int i = 0; i < RM; i++) {
            if (m0 + i < m) {
#pragma unroll
                for (int j = 0; j < RN; j++) {
                    const int column = n0 + j * VEC;
                    if (finish == 0 && column + VEC <= n) {
                        vstorev(sum[i][j], 0, to[i] + column);
                    } else {
                        float one[VEC];
                        vstorev(sum[i][j], 0, one);
                        for (int v = 0; v < VEC && column + v < n; v++) {
                            to[i][column + v] = finished(one[v], bias, group * n + column + v, finish);
                        }
                    }
                }
            }
        }
    }
}

#endif
