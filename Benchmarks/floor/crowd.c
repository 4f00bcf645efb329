#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "client.h"
#include "measure.h"
#include "process.h"

enum { stalled_after = 1000 /* ms without a byte taken */, dead_after = 30000 /* ms without a byte either way */ };

void run_idle(const struct plan *plan) {
    struct connection *connections = allocate(plan->count * sizeof *connections);
    for (size_t i = 0; i < plan->count; i++)
        if (!connection_open(&connections[i], plan->socket)) fail("connection %zu to %s", i + 1, plan->socket);
    // The last one accepted has answered: then all are.
    request_ask(&plan->request, 1, &connections[plan->count - 1]);
    printf("{\"mode\":\"idle\",\"open\":%zu}\n", plan->count);
    fflush(stdout);

    for (char byte; read(STDIN_FILENO, &byte, 1) > 0;) continue;
    size_t answered = 0;
    for (size_t i = 0; i < plan->count; i++)
        answered += !answer_read(request_ask(&plan->request, 2, &connections[i])).is_error;
    printf("{\"mode\":\"idle\",\"answered\":%zu}\n", answered);
}

// All requests of a run in one piece of memory, and how far they are sent.
struct queue {
    char *bytes;
    size_t count, sent;
};

static struct queue queue_make(const struct plan *plan) {
    struct queue queue = {.bytes = allocate(plan->count * request_longest(&plan->request))};
    for (size_t id = 1; id <= plan->count; id++)
        queue.count += request_write(&plan->request, id, queue.bytes + queue.count);
    return queue;
}

// Waits until something can be done; fails after `patience` ms, unless it is allowed to run out.
static short wait_until(const struct connection *connection, short events, int patience) {
    struct pollfd descriptor = {.fd = connection->descriptor, .events = events};
    int ready;
    while ((ready = poll(&descriptor, 1, patience)) < 0)
        if (errno != EINTR) fail("poll");
    return ready == 0 ? 0 : descriptor.revents;
}

static void send_more(struct connection *connection, struct queue *queue) {
    queue->sent += connection_send_some(connection, queue->bytes + queue->sent, queue->count - queue->sent);
}

// Sends and reads nothing until the server takes no more, or has taken everything and had a second to answer it.
// Says how much the server's resident memory grew at most meanwhile, in KiB.
static long send_without_reading(struct connection *connection, struct queue *queue, const struct plan *plan) {
    process_forget_peak(plan->process);
    long before = process_memory(plan->process).resident;
    while (queue->sent < queue->count && wait_until(connection, POLLOUT, stalled_after) != 0)
        send_more(connection, queue);
    if (queue->sent == queue->count) poll(NULL, 0, stalled_after);
    return process_memory(plan->process).peak - before;
}

void run_slow(const struct plan *plan) {
    struct connection connection;
    if (!connection_open(&connection, plan->socket)) fail("%s", plan->socket);
    connection_stop_waiting(&connection);
    struct queue queue = queue_make(plan);
    struct ledger ledger = ledger_make(plan->count);
    long unread_growth = send_without_reading(&connection, &queue, plan);
    size_t sent_unread = queue.sent, byte_count = 0, other_lines = 0, longest = 0;

    bool is_open = true;
    while (is_open && ledger.answered + ledger.strangers < ledger.count) {
        short events = (short)(POLLIN | (queue.sent < queue.count ? POLLOUT : 0));
        short ready = wait_until(&connection, events, dead_after);
        if (ready == 0) break;
        if (ready & POLLOUT) send_more(&connection, &queue);
        if (!(ready & (POLLIN | POLLHUP | POLLERR))) continue;
        is_open = connection_receive(&connection) != received_end;
        for (struct line line; connection_next_line(&connection, &line);) {
            byte_count += line.count + 1;
            if (line.count + 1 > longest) longest = line.count + 1;
            if (!ledger_enter(&ledger, line)) other_lines++;
        }
    }
    struct memory after = process_memory(plan->process);
    printf("{\"mode\":\"slow\",\"bytesSentUnread\":%zu,\"unreadGrowthKiB\":%ld,\"residentAfterKiB\":%ld,", sent_unread,
           unread_growth, after.resident);
    printf("\"bytesRead\":%zu,\"longestLine\":%zu,\"otherLines\":%zu,\"stayedOpen\":%s,", byte_count, longest,
           other_lines, is_open ? "true" : "false");
    ledger_print(&ledger);
    puts("}");
}
