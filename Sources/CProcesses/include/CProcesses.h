/// What Swift can't reach by itself: forking with limits, the ends of children, and where this program's code is mapped.
#ifndef CASPIAN_CSYSTEM_H
#define CASPIAN_CSYSTEM_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// A program to start. A limit of 0 leaves the limit of the parent.
struct caspian_program {
    /// Ends with a null; the first is looked up in the parent's PATH unless it holds a slash.
    char *const *arguments;
    /// `NAME=value` strings, ending with a null.
    char *const *environment;
    /// The working directory; null for the parent's.
    const char *directory;
    /// Become descriptors 0, 1 and 2 of the child; -1 stands for /dev/null. Every other one is closed in the child.
    int input;
    int output;
    int error;
    /// RLIMIT_AS, in bytes.
    uint64_t memory;
    /// RLIMIT_CPU, in seconds.
    uint64_t processor_seconds;
    /// RLIMIT_NOFILE.
    uint64_t open_files;
    /// Whether the child is killed when the thread that started it ends.
    bool dies_with_thread;
};

/// Where starting a program failed.
enum caspian_stage {
    CASPIAN_STAGE_FORK = 1,
    CASPIAN_STAGE_DESCRIPTORS,
    CASPIAN_STAGE_DIRECTORY,
    CASPIAN_STAGE_LIMITS,
    CASPIAN_STAGE_EXEC,
};

/// Starts `program` in a process group of its own, with default signal handling, no blocked signals and no core dumps.
///
/// Returns the pid, which is also the group's number, once the program is running; or -errno, with the place in `stage`.
pid_t caspian_spawn(const struct caspian_program *program, int *stage);

/// Makes a pipe whose ends are closed on exec: `ends[0]` for reading, `ends[1]` for writing. Returns 0 or -errno.
int caspian_pipe(int ends[2]);

/// A descriptor that becomes readable when the child `pid` has ended; or -errno (ENOSYS before Linux 5.3).
int caspian_open_pid(pid_t pid);

/// Waits until the child `pid` has ended but leaves it to be reaped. Returns 1 if it has ended, 0 if it has not and
/// `blocks` is false, or -errno.
int caspian_await_end(pid_t pid, bool blocks);

/// Lets the system have the pages of this program's machine code back; what runs again is read from its file again.
void caspian_release_text(void);

#endif
