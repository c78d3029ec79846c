// A loader of OpenCL that stands between a program of many threads and Oclgrind 21.10, and makes up for what that lacks:
//
// - It is not thread-safe, and its checks keep what they know in variables of the thread that opened it, while JOCL waits for
//   events on a thread of its own. So one thread makes every call, one after the other.
// - Its check of uninitialised values knows one stretch of each buffer: what the host wrote last. A fill counts as a write
//   of each element, so that only the last is known; a buffer that gets the number of a freed one inherits its stretch; and memory
//   that nobody wrote is marked when a kernel is given a buffer's first byte, not a part's. So a fill becomes one write, no buffer
//   is freed, and a kernel that does nothing is given each new buffer.
//
// Arguments pass through as machine words: all that an OpenCL function takes are integers and pointers, thirteen at most.
// What lies beyond a function's own is whatever the caller's stack holds, and nobody reads it. This holds on 64-bit Linux,
// x86 and ARM.

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef long Word;
#define PARAMETERS                                                                                                  \
    Word a, Word b, Word c, Word d, Word e, Word f, Word g, Word h, Word i, Word j, Word k, Word l, Word m
typedef Word (*Function)(PARAMETERS);

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;  // one caller at a time
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;  // of what follows
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static const char *wanted;  // the function to be called; NULL when it has been
static Word arguments[13], result;
static pthread_t only;
static void *oclgrind;
static long kernels;  // that were run

static Word call(const char *name, const Word *w) {
    Function function = (Function)dlsym(oclgrind, name);
    if (!strcmp(name, "clEnqueueNDRangeKernel")) kernels++;
    return function(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9], w[10], w[11], w[12]);
}
#define CALL(name, ...) call(#name, (const Word[13]){__VA_ARGS__})

#ifdef UNINITIALIZED
static Word queue, nothing;  // of the context that was made last: there is one

static void *required(Word object, const char *what) {
    if (!object) {
        fprintf(stderr, "loader for Oclgrind: no %s\n", what);
        abort();
    }
    return (void *)object;
}

static Word madeContext(Word context, Word device) {
    const char *source = "__kernel void nothing(__global char *memory) {}";
    if (!context) return context;
    queue = (Word)required(CALL(clCreateCommandQueue, context, device), "queue");
    Word program = (Word)required(CALL(clCreateProgramWithSource, context, 1, (Word)&source), "program");
    CALL(clBuildProgram, program);
    nothing = (Word)required(CALL(clCreateKernel, program, (Word) "nothing"), "kernel");
    return context;
}

static Word madeBuffer(Word buffer) {
    size_t one = 1;
    if (!buffer) return buffer;
    CALL(clSetKernelArg, nothing, 0, sizeof buffer, (Word)&buffer);
    CALL(clEnqueueNDRangeKernel, queue, nothing, 1, 0, (Word)&one, (Word)&one);
    CALL(clFinish, queue);
    return buffer;
}

static Word fill(const Word *w) {  // queue, buffer, pattern, its size, offset, size, events
    char *all = required((Word)malloc(w[5]), "memory");
    for (Word at = 0; at < w[5]; at += w[3]) memcpy(all + at, (void *)w[2], w[3]);
    Word status = CALL(clEnqueueWriteBuffer, w[0], w[1], 1, w[4], w[5], (Word)all, w[6], w[7], w[8]);
    free(all);
    return status;
}

static Word made(const char *name, const Word *w) {
    if (!strcmp(name, "clEnqueueFillBuffer")) return fill(w);
    if (!strcmp(name, "clReleaseMemObject")) return 0;
    Word answer = call(name, w);
    if (!strcmp(name, "clCreateContext")) return madeContext(answer, *(Word *)w[2]);
    if (!strcmp(name, "clCreateBuffer")) return madeBuffer(answer);
    return answer;
}
#else
#define made call
#endif

static void *serve(void *unused) {
    pthread_mutex_lock(&lock);
    while (1) {
        while (!wanted) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        Word answer = made(wanted, arguments);
        pthread_mutex_lock(&lock);
        result = answer;
        wanted = NULL;
        pthread_cond_broadcast(&changed);
    }
    return unused;
}

__attribute__((constructor)) static void start(void) {
    oclgrind = dlopen(OCLGRIND, RTLD_NOW | RTLD_LOCAL);
    if (!oclgrind || pthread_create(&only, NULL, serve, NULL)) {
        fprintf(stderr, "loader for Oclgrind: %s cannot be loaded\n", OCLGRIND);
        abort();
    }
}

// Adds the number of kernels that were run to the file that OCLGRIND_KERNELS names.
__attribute__((destructor)) static void end(void) {
    const char *name = getenv("OCLGRIND_KERNELS");
    FILE *file = name && kernels ? fopen(name, "a") : NULL;
    if (!file) return;
    fprintf(file, "%ld\n", kernels);
    fclose(file);
}

static Word forward(const char *name, const Word *given) {
    if (pthread_equal(pthread_self(), only)) return call(name, given);  // from a callback
    pthread_mutex_lock(&turn);
    pthread_mutex_lock(&lock);
    memcpy(arguments, given, sizeof arguments);
    wanted = name;
    pthread_cond_broadcast(&changed);
    while (wanted) pthread_cond_wait(&changed, &lock);
    Word answer = result;
    pthread_mutex_unlock(&lock);
    pthread_mutex_unlock(&turn);
    return answer;
}

#define FORWARD(name)                                                                                               \
    Word name(PARAMETERS) { return forward(#name, (const Word[13]){a, b, c, d, e, f, g, h, i, j, k, l, m}); }

// FORWARD(clBuildProgram) and so on, a line for each function that Oclgrind has.
#include "functions.h"
