#define _GNU_SOURCE
#include "CProcesses.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// What the child tells the parent when it can't become the program.
struct failure {
    int stage;
    int number;
};

static _Noreturn void give_up(int report, int stage) {
    struct failure failure = {stage, errno};
    ssize_t written;
    do {
        written = write(report, &failure, sizeof failure);
    } while (written < 0 && errno == EINTR);
    _exit(127);
}

static int set_limit(int resource, uint64_t value) {
    struct rlimit limit = {value, value};
    struct rlimit current;
    // A limit above the parent's own hard one can't be had and is not needed.
    if (getrlimit(resource, &current) == 0 && current.rlim_max != RLIM_INFINITY && current.rlim_max < value) {
        limit.rlim_cur = limit.rlim_max = current.rlim_max;
    }
    return setrlimit(resource, &limit);
}

static int set_limits(const struct caspian_program *program) {
    if (set_limit(RLIMIT_CORE, 0) != 0) return -1;
    if (program->memory != 0 && set_limit(RLIMIT_AS, program->memory) != 0) return -1;
    if (program->processor_seconds != 0 && set_limit(RLIMIT_CPU, program->processor_seconds) != 0) return -1;
    if (program->open_files != 0 && set_limit(RLIMIT_NOFILE, program->open_files) != 0) return -1;
    return 0;
}

/// Closes everything above 2 except `kept`.
static void close_others(int kept) {
    if (kept > 3) syscall(SYS_close_range, 3, kept - 1, 0);
    if (syscall(SYS_close_range, kept + 1, UINT_MAX, 0) == 0) return;
    struct rlimit limit;
    int end = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 65536 ? (int)limit.rlim_cur : 65536;
    for (int descriptor = 3; descriptor < end; descriptor++) {
        if (descriptor != kept) close(descriptor);
    }
}

/// Moves the three descriptors to 0, 1 and 2; copies first, because one may stand where another has to go.
static int place_descriptors(const struct caspian_program *program) {
    int wanted[3] = {program->input, program->output, program->error};
    int copies[3];
    for (int place = 0; place < 3; place++) {
        int flags = place == 0 ? O_RDONLY : O_WRONLY;
        int source = wanted[place] >= 0 ? wanted[place] : open("/dev/null", flags | O_CLOEXEC);
        if (source < 0) return -1;
        copies[place] = fcntl(source, F_DUPFD_CLOEXEC, 3);
        if (copies[place] < 0) return -1;
    }
    for (int place = 0; place < 3; place++) {
        if (dup2(copies[place], place) < 0) return -1;
    }
    return 0;
}

/// Only what is safe between fork and exec in a program with threads: no memory is allocated, no lock is taken.
static _Noreturn void become(
    const struct caspian_program *program, char *const *candidates, pid_t parent, int report, const sigset_t *none
) {
    setpgid(0, 0);
    if (program->dies_with_thread) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(127);
    }
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int signal = 1; signal < NSIG; signal++) sigaction(signal, &standard, NULL);
    sigprocmask(SIG_SETMASK, none, NULL);

    // The report must not stand where a descriptor of the child has to go.
    int kept = fcntl(report, F_DUPFD_CLOEXEC, 3);
    if (kept < 0) give_up(report, CASPIAN_STAGE_DESCRIPTORS);
    report = kept;
    if (place_descriptors(program) != 0) give_up(report, CASPIAN_STAGE_DESCRIPTORS);
    close_others(report);
    if (program->directory != NULL && chdir(program->directory) != 0) give_up(report, CASPIAN_STAGE_DIRECTORY);
    if (set_limits(program) != 0) give_up(report, CASPIAN_STAGE_LIMITS);

    int first_denied = 0;
    for (int index = 0; candidates[index] != NULL; index++) {
        execve(candidates[index], program->arguments, program->environment);
        if (errno == EACCES) first_denied = EACCES;
        if (errno != ENOENT && errno != ENOTDIR && errno != EACCES) give_up(report, CASPIAN_STAGE_EXEC);
    }
    errno = first_denied != 0 ? first_denied : ENOENT;
    give_up(report, CASPIAN_STAGE_EXEC);
}

/// The paths at which the program may stand, ending with a null; to be freed as one block.
static char **candidates_of(const char *name) {
    const char *path = strchr(name, '/') != NULL ? "" : getenv("PATH");
    if (path == NULL || (*path == 0 && strchr(name, '/') == NULL)) path = "/usr/local/bin:/usr/bin:/bin";
    size_t count = 2;
    for (const char *at = path; *at != 0; at++) count += *at == ':';
    size_t room = count * (strlen(name) + 2) + strlen(path) + 1;
    char **list = malloc(count * sizeof *list + room);
    if (list == NULL) return NULL;
    char *text = (char *)(list + count);
    size_t used = 0;
    if (strchr(name, '/') != NULL) {
        list[used++] = strcpy(text, name);
    } else if (*name != 0) {
        for (const char *start = path;;) {
            size_t length = strcspn(start, ":");
            if (length > 0) {
                list[used++] = text;
                memcpy(text, start, length);
                text += length;
                *text++ = '/';
                text = stpcpy(text, name) + 1;
            }
            if (start[length] == 0) break;
            start += length + 1;
        }
    }
    list[used] = NULL;
    return list;
}

/// Reads the child's report: nothing, when exec closed the pipe.
static int read_report(int report, int *stage) {
    struct failure failure;
    ssize_t count;
    do {
        count = read(report, &failure, sizeof failure);
    } while (count < 0 && errno == EINTR);
    if (count != (ssize_t)sizeof failure) return 0;
    *stage = failure.stage;
    return failure.number;
}

pid_t caspian_spawn(const struct caspian_program *program, int *stage) {
    *stage = CASPIAN_STAGE_FORK;
    char **candidates = candidates_of(program->arguments[0]);
    if (candidates == NULL) return -ENOMEM;
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) {
        int number = errno;
        free(candidates);
        return -number;
    }
    // No handler of the parent may run in the child before it has set its own.
    sigset_t all, none, before;
    sigfillset(&all);
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t parent = getpid();
    pid_t pid = fork();
    int number = errno;
    if (pid == 0) become(program, candidates, parent, report[1], &none);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    close(report[1]);
    free(candidates);
    if (pid < 0) {
        close(report[0]);
        return -number;
    }
    // Both sides set the group, so that it exists for whoever comes first.
    setpgid(pid, pid);
    number = read_report(report[0], stage);
    close(report[0]);
    if (number == 0) return pid;
    while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {}
    return -number;
}

int caspian_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : -errno; }

int caspian_open_pid(pid_t pid) {
    int descriptor = (int)syscall(SYS_pidfd_open, pid, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int caspian_await_end(pid_t pid, bool blocks) {
    siginfo_t information = {0};
    int result;
    do {
        result = waitid(P_PID, (id_t)pid, &information, WEXITED | WNOWAIT | (blocks ? 0 : WNOHANG));
    } while (result < 0 && errno == EINTR);
    if (result < 0) return -errno;
    return information.si_pid == pid;
}
