// Three mistakes that Oclgrind must find through the loader, made from two threads: an item that reads beyond a buffer, items
// that write different numbers to one place, and a part of a buffer that is copied though nobody wrote it. Where a fill
// went before, it must say nothing.

#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

typedef long Word;
Word clGetPlatformIDs(), clGetDeviceIDs(), clCreateContext(), clCreateCommandQueue(), clCreateProgramWithSource(), clBuildProgram(),
    clCreateKernel(), clCreateBuffer(), clCreateSubBuffer(), clEnqueueFillBuffer(), clSetKernelArg(), clEnqueueNDRangeKernel(),
    clFinish();

static const char *source =
    "__kernel void beyond(__global float *x, __global float *y) { y[get_global_id(0)] = x[get_global_id(0) + 1000]; }\n"
    "__kernel void race(__global float *x, __global float *y) { y[0] = get_global_id(0); }\n"
    "__kernel void copy(__global float *x, __global float *y) { y[get_global_id(0)] = x[get_global_id(0)]; }\n";

static Word context, queue, program;

static void run(const char *name, Word x, Word y) {
    Word kernel = clCreateKernel(program, name, NULL);
    size_t items = 4;
    clSetKernelArg(kernel, 0, sizeof x, &x);
    clSetKernelArg(kernel, 1, sizeof y, &y);
    clEnqueueNDRangeKernel(queue, kernel, 1, NULL, &items, &items, 0, NULL, NULL);
    clFinish(queue);
}

static Word buffer(int filled) {
    Word made = clCreateBuffer(context, 1L, 1024L, NULL, NULL);
    float zero = 0;
    if (filled) clEnqueueFillBuffer(queue, made, &zero, 4L, 0L, 1024L, 0, NULL, NULL);
    return made;
}

static void *mistakes(void *unused) {
    size_t region[] = {512, 512};
    Word filled = buffer(1), part = clCreateSubBuffer(buffer(0), 1L, 0x1220, region, NULL);
    run("copy", filled, filled);
    run("race", filled, buffer(1));
    run("copy", part, buffer(1));
    run("beyond", filled, buffer(1));
    return unused;
}

int main(void) {
    Word platform = 0, device = 0;
    clGetPlatformIDs(1, &platform, NULL);
    clGetDeviceIDs(platform, 0xFFFFFFFFL, 1, &device, NULL);
    context = clCreateContext(NULL, 1, &device, NULL, NULL, NULL);
    queue = clCreateCommandQueue(context, device, 0L, NULL);
    program = clCreateProgramWithSource(context, 1, &source, NULL, NULL);
    if (!queue || clBuildProgram(program, 1, &device, "", NULL, NULL)) {
        fprintf(stderr, "the control cannot be run\n");
        return 1;
    }
    pthread_t thread;
    pthread_create(&thread, NULL, mistakes, NULL);
    pthread_join(thread, NULL);
    return 0;
}
