#define _GNU_SOURCE
#include "CProcesses.h"

#include <errno.h>
#include <sys/socket.h>

int caspian_peer(int socket, pid_t *pid, uid_t *user, gid_t *group) {
    struct ucred credentials;
    socklen_t size = sizeof credentials;
    if (getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &credentials, &size) != 0) return -errno;
    *pid = credentials.pid;
    *user = credentials.uid;
    *group = credentials.gid;
    return 0;
}
