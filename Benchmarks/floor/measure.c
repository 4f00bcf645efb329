#define _GNU_SOURCE
#include "measure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <time.h>

uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void pause_for(uint64_t nanoseconds) {
    prctl(PR_SET_TIMERSLACK, 1UL);
    struct timespec time = {.tv_sec = (time_t)(nanoseconds / 1000000000), .tv_nsec = (long)(nanoseconds % 1000000000)};
    nanosleep(&time, NULL);
    prctl(PR_SET_TIMERSLACK, 0UL);  // the default again: programs started later would inherit it
}

struct samples samples_make(size_t capacity) {
    struct samples samples = {.times = allocate(capacity * sizeof(uint64_t)), .count = 0};
    memset(samples.times, 0, capacity * sizeof(uint64_t));  // touched now, not while measuring
    return samples;
}

static int ascending(const void *left, const void *right) {
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return (a > b) - (a < b);
}

static uint64_t percentile(const struct samples *samples, size_t percent) {
    size_t rank = (samples->count * percent + 99) / 100;
    return samples->times[rank == 0 ? 0 : rank - 1];
}

void samples_print(struct samples *samples) {
    if (samples->count == 0) fail("nothing was measured");
    qsort(samples->times, samples->count, sizeof(uint64_t), ascending);
    double sum = 0;
    for (size_t i = 0; i < samples->count; i++) sum += (double)samples->times[i];
    printf("\"count\":%zu,\"mean\":%.0f,\"min\":%lu,\"p50\":%lu,\"p90\":%lu,\"p99\":%lu,\"max\":%lu", samples->count,
           sum / (double)samples->count, samples->times[0], percentile(samples, 50), percentile(samples, 90),
           percentile(samples, 99), samples->times[samples->count - 1]);
}

void fail(const char *format, ...) {
    int error = errno;
    va_list values;
    va_start(values, format);
    fputs("floor-client: ", stderr);
    vfprintf(stderr, format, values);
    va_end(values);
    if (error != 0) fprintf(stderr, ": %s", strerror(error));
    fputc('\n', stderr);
    exit(1);
}

void *allocate(size_t count) {
    void *memory = malloc(count == 0 ? 1 : count);
    if (memory == NULL) fail("no memory for %zu bytes", count);
    return memory;
}
