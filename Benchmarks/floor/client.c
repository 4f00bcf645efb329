// The load client: `floor-client MODE SOCKET [option value]... [-- COMMAND...]`; the README says what each mode does.

#define _GNU_SOURCE
#include "client.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "measure.h"

static const struct mode {
    const char *name;
    void (*run)(const struct plan *plan);
    size_t count, warm_up;
} modes[] = {
    {"once", run_once, 1, 0},     {"roundtrip", run_roundtrip, 20000, 2000}, {"pipeline", run_pipeline, 500000, 20000},
    {"start", run_start, 20, 2},  {"exec", run_exec, 100, 5},                {"idle", run_idle, 1000, 0},
    {"slow", run_slow, 40000, 0},
};

static const char usage[] =
    "usage: floor-client MODE SOCKET [--method NAME] [--params JSON] [--count N] [--warm-up N] [--depth N] [--pid N]\n"
    "                    [-- COMMAND...]\n"
    "modes: once, roundtrip, pipeline, start (COMMAND serves SOCKET), exec (COMMAND ends), idle, slow (--pid)\n";

static _Noreturn void misuse(const char *what) {
    fprintf(stderr, "floor-client: %s\n%s", what, usage);
    exit(2);
}

static size_t number(const char *text) {
    char *end;
    errno = 0;
    unsigned long long value = strtoull(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || *text == '-' || value > 100000000) misuse("not a number");
    return (size_t)value;
}

static const struct mode *mode_named(const char *name) {
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++)
        if (strcmp(modes[i].name, name) == 0) return &modes[i];
    misuse("no such mode");
}

int main(int count, char **arguments) {
    if (count < 3) misuse("a mode and a socket are due");
    const struct mode *mode = mode_named(arguments[1]);
    const char *method = "ping", *params = NULL;
    struct plan plan = {.socket = arguments[2], .count = mode->count, .warm_up = mode->warm_up, .depth = 128};
    for (int i = 3; i < count; i += 2) {
        const char *option = arguments[i], *value = arguments[i + 1];
        if (strcmp(option, "--") == 0) {
            plan.command = arguments + i + 1;
            break;
        }
        if (value == NULL) misuse("a value is missing at the end");
        if (strcmp(option, "--method") == 0) method = value;
        else if (strcmp(option, "--params") == 0) params = value;
        else if (strcmp(option, "--count") == 0) plan.count = number(value);
        else if (strcmp(option, "--warm-up") == 0) plan.warm_up = number(value);
        else if (strcmp(option, "--depth") == 0) plan.depth = number(value);
        else if (strcmp(option, "--pid") == 0) plan.process = (pid_t)number(value);
        else misuse("unknown option");
    }
    if (plan.count == 0 || plan.depth == 0) misuse("--count and --depth are at least 1");
    bool starts = mode->run == run_start || mode->run == run_exec;
    if (starts && (plan.command == NULL || plan.command[0] == NULL)) misuse("this mode needs -- COMMAND");
    if (mode->run == run_slow && plan.process == 0) misuse("this mode needs --pid");

    plan.request = request_make(method, params);
    if (mode->run == run_idle) {
        struct rlimit descriptors;
        getrlimit(RLIMIT_NOFILE, &descriptors);
        descriptors.rlim_cur = descriptors.rlim_max;
        setrlimit(RLIMIT_NOFILE, &descriptors);
    }
    mode->run(&plan);
    return 0;
}
