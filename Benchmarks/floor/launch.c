#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>

#include "client.h"
#include "measure.h"
#include "process.h"

// Shorter pauses keep the started program from its core, where there are few.
enum { between_attempts = 20000 /* ns */ };
static const uint64_t patience = 60000000000u;  // ns

// Connects as soon as that is possible, then asks until the answer is no error (a server may say that it starts).
static void wait_for_first_answer(const struct plan *plan, pid_t process) {
    const uint64_t deadline = now() + patience;
    struct connection connection;
    while (!connection_open(&connection, plan->socket)) {
        if (errno != ENOENT && errno != ECONNREFUSED) fail("%s", plan->socket);
        errno = 0;
        if (process_has_ended(process)) fail("the server ended before it served");
        if (now() > deadline) fail("the server did not serve within a minute");
        pause_for(between_attempts);
    }
    for (size_t id = 1; answer_read(request_ask(&plan->request, id, &connection)).is_error; id++) {
        errno = 0;
        if (now() > deadline) fail("the server did not answer within a minute");
        pause_for(between_attempts);
    }
    connection_close(&connection);
}

void run_start(const struct plan *plan) {
    struct samples samples = samples_make(plan->count);
    for (size_t i = 0; i < plan->warm_up + plan->count; i++) {
        uint64_t start = now();
        pid_t process = process_start(plan->command);
        wait_for_first_answer(plan, process);
        uint64_t end = now();
        process_stop(process);
        if (i >= plan->warm_up) samples.times[samples.count++] = end - start;
    }
    printf("{\"mode\":\"start\",");
    samples_print(&samples);
    puts("}");
}

void run_exec(const struct plan *plan) {
    struct samples samples = samples_make(plan->count);
    for (size_t i = 0; i < plan->warm_up + plan->count; i++) {
        uint64_t start = now();
        process_wait(process_start(plan->command));
        uint64_t end = now();
        if (i >= plan->warm_up) samples.times[samples.count++] = end - start;
    }
    printf("{\"mode\":\"exec\",");
    samples_print(&samples);
    puts("}");
}
