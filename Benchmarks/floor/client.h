// What a run is told to do, and the runs. Each prints one line of JSON on standard output, times in ns.
#pragma once
#include <sys/types.h>

#include "message.h"

struct plan {
    const char *socket;
    struct request request;
    size_t count, warm_up, depth;
    pid_t process;           // the server, where its memory is measured
    char *const *command;    // the program to be started, NULL at its end
};

// latency.c: one connection
void run_once(const struct plan *plan);       // connects, asks, prints the answer's line
void run_roundtrip(const struct plan *plan);  // one request at a time
void run_pipeline(const struct plan *plan);   // `depth` requests in one write, then all their answers

// launch.c: programs from exec on
void run_start(const struct plan *plan);  // to the first answer on the socket
void run_exec(const struct plan *plan);   // to the exit

// crowd.c: clients that are a burden
void run_idle(const struct plan *plan);  // connections that say nothing until standard input ends
void run_slow(const struct plan *plan);  // a client that asks and asks and reads only when nothing more can be sent
