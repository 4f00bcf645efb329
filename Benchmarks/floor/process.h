// Programs that are measured from outside.
#pragma once
#include <stdbool.h>
#include <sys/types.h>

// Starts `command` (NULL at its end, found by PATH) with its standard output thrown away; fails if it cannot be run.
pid_t process_start(char *const command[]);

// True if the program has ended already.
bool process_has_ended(pid_t process);

// Waits for the end, and fails unless the program exits 0.
void process_wait(pid_t process);

// SIGTERM, after ten seconds SIGKILL, and waits for the end.
void process_stop(pid_t process);

// Resident memory in KiB, now and at its highest since `process_forget_peak`.
struct memory {
    long resident, peak;
};

struct memory process_memory(pid_t process);
void process_forget_peak(pid_t process);
