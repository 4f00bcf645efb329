// Clock, exact percentiles, and the end of a program that cannot go on.
#pragma once
#include <stddef.h>
#include <stdint.h>

// Nanoseconds of the monotonic clock.
uint64_t now(void);

// Sleeps for about that long, without the 50 µs that the kernel adds to short sleeps by default.
void pause_for(uint64_t nanoseconds);

// Every measured time of a run, in ns; nothing is binned.
struct samples {
    uint64_t *times;
    size_t count;
};

struct samples samples_make(size_t capacity);

// Prints `"count":…,"mean":…,"min":…,"p50":…,"p90":…,"p99":…,"max":…`, ns, by nearest rank; sorts the samples.
void samples_print(struct samples *samples);

// Says what went wrong on standard error, with errno's text if it is set, and exits 1.
_Noreturn void fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

// `malloc` that cannot fail.
void *allocate(size_t count);
