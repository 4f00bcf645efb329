#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__AVX2__) && defined(__BMI2__)

/// Says so and ends, where the program was built for a newer processor: its first instruction that is missing here would
/// end it by a signal that tells nobody why.
///
/// The levels are those of the System V ABI for AMD64, 3.1.1.
__attribute__((constructor(101), target("arch=x86-64"))) static void require_level(void) {
    static const char message[] =
        "This program was built for processors of the level x86-64-v3 (AVX2), and this one isn't.\n"
        "Build it on this machine, or for all with `make build LEVEL=x86-64`.\n";
    __builtin_cpu_init();
    if (__builtin_cpu_supports("x86-64-v3")) return;
    ssize_t written = write(STDERR_FILENO, message, strlen(message));
    (void)written;
    _exit(EXIT_FAILURE);
}

#endif
