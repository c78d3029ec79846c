// What every kernel begins with: the single operations of the numeric contract. Constants with a name of their own are
// defined by the host from dev.tenon.api.numerics, bit for bit.

#pragma OPENCL FP_CONTRACT OFF

#ifdef TENON_DOUBLES
#pragma OPENCL EXTENSION cl_khr_fp64 : enable
#endif

// Exact without the compiler's help where there is double precision: 53 bits are more than twice 24 and two (Figueroa, 1995).
#if defined(TENON_EXACT_DIVISION) || !defined(TENON_DOUBLES)
inline float t_divide(float a, float b) { return a / b; }
inline float t_sqrt(float x) { return sqrt(x); }
#else
inline float t_divide(float a, float b) { return (float)((double)a / (double)b); }
inline float t_sqrt(float x) { return (float)sqrt((double)x); }
#endif

inline float t_negate(float x) { return as_float(as_uint(x) ^ 0x80000000u); }
inline float t_abs(float x) { return as_float(as_uint(x) & 0x7fffffffu); }
inline float t_relu(float x) { return x < 0.0f ? 0.0f : x; }
inline float t_max(float a, float b) { return a > b ? a : b; }
inline float t_min(float a, float b) { return a < b ? a : b; }
inline float t_less(float a, float b) { return a < b ? 1.0f : 0.0f; }
inline float t_less_equal(float a, float b) { return a <= b ? 1.0f : 0.0f; }
inline float t_equal(float a, float b) { return a == b ? 1.0f : 0.0f; }
inline float t_select(float condition, float a, float b) { return condition != 0.0f ? a : b; }

// The index that a float is, or -1 if it is none below the limit.
inline int t_int_index(int value, int limit) { return value >= 0 && value < limit ? value : -1; }

inline int t_index(float value, int limit) {
    return value >= 0.0f && value < (float)limit && value == floor(value) ? (int)value : -1;
}

#ifdef TENON_DOUBLES

inline double t_power_of_two(double shifted) { return as_double((as_long(shifted) + 1023L) << 52); }

// Operation by operation as dev.tenon.api.numerics.Exp.
inline float t_exp(float x) {
    double wide = x;
    double clamped = wide > EXP_UPPER ? EXP_UPPER : wide;
    clamped = clamped < EXP_LOWER ? EXP_LOWER : clamped;
    double shifted = clamped * EXP_INVERSE_LN2 + EXP_ROUNDER;
    double n = shifted - EXP_ROUNDER;
    double r = fma(-n, EXP_LN2_LOW, fma(-n, EXP_LN2_HIGH, clamped));
    double p = fma(EXP_C12, r, EXP_C11);
    p = fma(p, r, EXP_C10);
    p = fma(p, r, EXP_C9);
    p = fma(p, r, EXP_C8);
    p = fma(p, r, EXP_C7);
    p = fma(p, r, EXP_C6);
    p = fma(p, r, EXP_C5);
    p = fma(p, r, EXP_C4);
    p = fma(p, r, EXP_C3);
    p = fma(p, r, EXP_C2);
    p = fma(p, r, 1.0);
    p = fma(p, r, 1.0);
    return (float)(p * t_power_of_two(shifted));
}

// As dev.tenon.api.numerics.Tanh.
inline float t_tanh(float x) {
    double wide = x;
    double clamped = wide > TANH_LIMIT ? TANH_LIMIT : wide;
    clamped = clamped < -TANH_LIMIT ? -TANH_LIMIT : clamped;
    double twice = clamped + clamped;
    double shifted = twice * EXP_INVERSE_LN2 + EXP_ROUNDER;
    double n = shifted - EXP_ROUNDER;
    double r = fma(-n, EXP_LN2_LOW, fma(-n, EXP_LN2_HIGH, twice));
    double p = fma(TANH_C13, r, EXP_C12);
    p = fma(p, r, EXP_C11);
    p = fma(p, r, EXP_C10);
    p = fma(p, r, EXP_C9);
    p = fma(p, r, EXP_C8);
    p = fma(p, r, EXP_C7);
    p = fma(p, r, EXP_C6);
    p = fma(p, r, EXP_C5);
    p = fma(p, r, EXP_C4);
    p = fma(p, r, EXP_C3);
    p = fma(p, r, EXP_C2);
    double q = fma(p * r, r, r);
    double scale = t_power_of_two(shifted);
    double e = fma(q, scale, scale - 1.0);
    float result = (float)(e / (e + 2.0));
    return x == 0.0f ? x : result;
}

// As dev.tenon.api.numerics.Log, which says why the sum is kept as two doubles and rounded to odd.
inline float t_log(float x) {
    long bits = as_long((double)x);
    long offset = bits - LOG_RANGE_START_BITS;
    double m = as_double((offset & LOG_MANTISSA_BITS) + LOG_RANGE_START_BITS);
    long biased = (long)((ulong)(offset + LOG_ONE_BITS) >> 52);
    double n = as_double(biased | 0x4330000000000000L) - (0x1.0p52 + 1023.0);
    double f = m - 1.0;
    double half_square = 0.5 * f * f;
    double s = f / (f + 2.0);
    double z = s * s;
    double p = fma(LOG_A11, z, LOG_A10);
    p = fma(p, z, LOG_A9);
    p = fma(p, z, LOG_A8);
    p = fma(p, z, LOG_A7);
    p = fma(p, z, LOG_A6);
    p = fma(p, z, LOG_A5);
    p = fma(p, z, LOG_A4);
    p = fma(p, z, LOG_A3);
    p = fma(p, z, LOG_A2);
    p = fma(p, z, LOG_A1);
    double tail = s * fma(p, z, half_square);
    double lead = f - half_square;
    double lead_error = (f - lead) - half_square;
    double whole = n * LOG_LN2_HIGH;
    double sum = whole + lead;
    double back = sum - whole;
    double sum_error = (whole - (sum - back)) + (lead - back);
    double small = sum_error + (lead_error + fma(n, LOG_LN2_LOW, tail));
    double high = sum + small;
    double error = small - (high - sum);
    long high_bits = as_long(high);
    long step = (error > 0.0) == (high > 0.0) ? 1L : -1L;
    float result = (float)as_double(error != 0.0 && (high_bits & 1L) == 0L ? high_bits + step : high_bits);
    result = x == 0.0f ? -INFINITY : result;
    result = x >= 0.0f ? result : NAN;
    return x == INFINITY ? x : result;
}

#else

// Without double precision the driver's own functions must do. They are not correctly rounded: certification says so.
inline float t_exp(float x) { return exp(x); }
inline float t_tanh(float x) { return tanh(x); }
inline float t_log(float x) { return log(x); }

#endif
