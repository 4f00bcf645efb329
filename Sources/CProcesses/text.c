#define _GNU_SOURCE
#include "CProcesses.h"

#include <link.h>
#include <sys/mman.h>
#include <unistd.h>

// The program comes first and ends the walk: libraries are other programs' as well.
static int release_text(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size;
    (void)context;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int index = 0; index < object->dlpi_phnum; index++) {
        const ElfW(Phdr) *segment = &object->dlpi_phdr[index];
        // What can be written to may differ from the file, and would be lost.
        if (segment->p_type != PT_LOAD || (segment->p_flags & (PF_X | PF_W)) != PF_X) continue;
        const uintptr_t start = object->dlpi_addr + segment->p_vaddr;
        const uintptr_t first = start / page * page;
        madvise((void *)first, start + segment->p_memsz - first, MADV_DONTNEED);
    }
    return 1;
}

void caspian_release_text(void) { dl_iterate_phdr(release_text, NULL); }
