// What a device reaches at best: multiply-adds that depend on nothing but themselves, and copies.

#define CAT2(x, y) x##y
#define CAT(x, y) CAT2(x, y)
#define floatv CAT(float, VEC)

// Twelve chains hide the latency of an fma; what they multiply by is given, so that nothing is known beforehand.
__kernel void multiply_add(__global float* out, const int rounds, const float by, const float plus) {
    const floatv x = (floatv)(by), y = (floatv)(plus);
    floatv s[12];
#pragma unroll
    for (int i = 0; i < 12; i++) s[i] = (floatv)((float)(get_global_id(0) + i));
    for (int round = 0; round < rounds; round++) {
#pragma unroll
        for (int i = 0; i < 12; i++) s[i] = fma(s[i], x, y);
    }
    floatv sum = s[0];
#pragma unroll
    for (int i = 1; i < 12; i++) sum += s[i];
    float one[VEC];
    CAT(vstore, VEC)(sum, 0, one);
    float total = 0.0f;
    for (int v = 0; v < VEC; v++) total += one[v];
    out[get_global_id(0)] = total;
}

__kernel void copy_wide(__global const float4* in, __global float4* out) {
    const size_t i = get_global_id(0);
    out[i] = in[i];
}
