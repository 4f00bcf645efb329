#define _GNU_SOURCE
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "measure.h"

extern char **environ;

pid_t process_start(char *const command[]) {
    pid_t process;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    errno = posix_spawnp(&process, command[0], &actions, NULL, command, environ);
    if (errno != 0) fail("%s", command[0]);
    posix_spawn_file_actions_destroy(&actions);
    return process;
}

bool process_has_ended(pid_t process) {
    siginfo_t end = {0};
    return waitid(P_PID, (id_t)process, &end, WEXITED | WNOHANG | WNOWAIT) == 0 && end.si_pid == process;
}

void process_wait(pid_t process) {
    int status;
    while (waitpid(process, &status, 0) < 0)
        if (errno != EINTR) fail("waitpid");
    errno = 0;
    if (WIFSIGNALED(status)) fail("the program was ended by signal %d", WTERMSIG(status));
    if (WEXITSTATUS(status) != 0) fail("the program exited with %d", WEXITSTATUS(status));
}

void process_stop(pid_t process) {
    const uint64_t deadline = now() + 10000000000u;
    kill(process, SIGTERM);
    while (!process_has_ended(process)) {
        if (now() > deadline) kill(process, SIGKILL);
        pause_for(200000);
    }
    waitpid(process, NULL, 0);
}

struct memory process_memory(pid_t process) {
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", process);
    FILE *file = fopen(path, "re");
    if (file == NULL) fail("%s", path);
    struct memory memory = {0};
    while (fgets(line, sizeof line, file) != NULL) {
        sscanf(line, "VmRSS: %ld", &memory.resident);
        sscanf(line, "VmHWM: %ld", &memory.peak);
    }
    fclose(file);
    return memory;
}

void process_forget_peak(pid_t process) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/clear_refs", process);
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0 || write(file, "5", 1) != 1) fail("%s", path);
    close(file);
}
