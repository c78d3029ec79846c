// The operations of contract.cl on vectors of WIDTH numbers, element by element. Comparisons of vectors give 0 or -1.

#define VCAT2(x, y) x##y
#define VCAT(x, y) VCAT2(x, y)
#define floatw VCAT(float, WIDTH)
#define as_floatw VCAT(as_float, WIDTH)
#define as_uintw VCAT(as_uint, WIDTH)

inline floatw w_negate(floatw x) { return as_floatw(as_uintw(x) ^ 0x80000000u); }
inline floatw w_abs(floatw x) { return as_floatw(as_uintw(x) & 0x7fffffffu); }
inline floatw w_relu(floatw x) { return x < (floatw)(0.0f) ? (floatw)(0.0f) : x; }
inline floatw w_max(floatw a, floatw b) { return a > b ? a : b; }
inline floatw w_min(floatw a, floatw b) { return a < b ? a : b; }
inline floatw w_less(floatw a, floatw b) { return a < b ? (floatw)(1.0f) : (floatw)(0.0f); }
inline floatw w_less_equal(floatw a, floatw b) { return a <= b ? (floatw)(1.0f) : (floatw)(0.0f); }
inline floatw w_equal(floatw a, floatw b) { return a == b ? (floatw)(1.0f) : (floatw)(0.0f); }
inline floatw w_select(floatw condition, floatw a, floatw b) { return condition != (floatw)(0.0f) ? a : b; }

#define ONE_BY_ONE(name)                                                   \
    inline floatw w_##name(floatw x) {                                     \
        float each[WIDTH];                                                 \
        VCAT(vstore, WIDTH)(x, 0, each);                                   \
        for (int k = 0; k < WIDTH; k++) each[k] = t_##name(each[k]);       \
        return VCAT(vload, WIDTH)(0, each);                                \
    }

ONE_BY_ONE(exp)
ONE_BY_ONE(log)
ONE_BY_ONE(tanh)

#ifdef TENON_EXACT_DIVISION
inline floatw w_divide(floatw a, floatw b) { return a / b; }
inline floatw w_sqrt(floatw x) { return sqrt(x); }
#else
ONE_BY_ONE(sqrt)
inline floatw w_divide(floatw a, floatw b) {
    float over[WIDTH], under[WIDTH];
    VCAT(vstore, WIDTH)(a, 0, over);
    VCAT(vstore, WIDTH)(b, 0, under);
    for (int k = 0; k < WIDTH; k++) over[k] = t_divide(over[k], under[k]);
    return VCAT(vload, WIDTH)(0, over);
}
#endif
