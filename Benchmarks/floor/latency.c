#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>

#include "client.h"
#include "measure.h"

static struct connection open_or_fail(const struct plan *plan) {
    struct connection connection;
    if (!connection_open(&connection, plan->socket)) fail("%s", plan->socket);
    return connection;
}

static void check(const struct ledger *ledger) {
    errno = 0;
    if (ledger_is_clean(ledger)) return;
    fail("of %zu requests %zu were answered, %zu by an error; %zu answers to nothing", ledger->count, ledger->answered,
         ledger->errors, ledger->strangers);
}

void run_once(const struct plan *plan) {
    struct connection connection = open_or_fail(plan);
    struct line line = request_ask(&plan->request, 1, &connection);
    printf("%.*s\n", (int)line.count, line.bytes);
}

void run_roundtrip(const struct plan *plan) {
    struct connection connection = open_or_fail(plan);
    struct samples samples = samples_make(plan->count);
    struct ledger ledger = ledger_make(plan->warm_up + plan->count);
    size_t byte_count = 0;
    for (size_t id = 1; id <= ledger.count; id++) {
        uint64_t start = now();
        struct line line = request_ask(&plan->request, id, &connection);
        uint64_t end = now();
        ledger_enter(&ledger, line);
        byte_count = line.count + 1;
        if (id > plan->warm_up) samples.times[samples.count++] = end - start;
    }
    check(&ledger);
    printf("{\"mode\":\"roundtrip\",\"answerBytes\":%zu,", byte_count);
    samples_print(&samples);
    puts("}");
}

// Sends the requests with ids `first`… as one batch and waits for all their answers.
static void exchange(struct connection *connection, const struct plan *plan, size_t first, size_t count, char *batch,
                     struct ledger *ledger) {
    size_t byte_count = 0;
    for (size_t i = 0; i < count; i++) byte_count += request_write(&plan->request, first + i, batch + byte_count);
    connection_send(connection, batch, byte_count);
    while (count > 0) count -= ledger_enter(ledger, connection_wait_for_line(connection));
}

void run_pipeline(const struct plan *plan) {
    struct connection connection = open_or_fail(plan);
    struct ledger ledger = ledger_make(plan->warm_up + plan->count);
    char *batch = allocate(plan->depth * request_longest(&plan->request));
    uint64_t start = now();
    for (size_t done = 0; done < ledger.count;) {
        size_t until = done < plan->warm_up ? plan->warm_up : ledger.count;
        size_t count = until - done < plan->depth ? until - done : plan->depth;
        if (done == plan->warm_up) start = now();
        exchange(&connection, plan, done + 1, count, batch, &ledger);
        done += count;
    }
    uint64_t end = now();
    check(&ledger);
    printf("{\"mode\":\"pipeline\",\"depth\":%zu,\"count\":%zu,\"mean\":%.1f}\n", plan->depth, plan->count,
           (double)(end - start) / (double)plan->count);
}
