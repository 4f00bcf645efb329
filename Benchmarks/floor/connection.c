#define _GNU_SOURCE
#include "connection.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "measure.h"

enum { room = 64 << 10 };

bool connection_open(struct connection *connection, const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) fail("%s is too long for a socket's path", path);
    strcpy(address.sun_path, path);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) fail("socket");
    if (connect(descriptor, (struct sockaddr *)&address, sizeof address) < 0) {
        int error = errno;
        close(descriptor);
        errno = error;
        return false;
    }
    *connection = (struct connection){.descriptor = descriptor};
    return true;
}

void connection_close(struct connection *connection) {
    close(connection->descriptor);
    free(connection->bytes);
    *connection = (struct connection){.descriptor = -1};
}

void connection_stop_waiting(struct connection *connection) {
    int flags = fcntl(connection->descriptor, F_GETFL);
    if (flags < 0 || fcntl(connection->descriptor, F_SETFL, flags | O_NONBLOCK) < 0) fail("fcntl");
}

void connection_send(struct connection *connection, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t sent = send(connection->descriptor, bytes, count, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) fail("send");
        bytes += sent;
        count -= (size_t)sent;
    }
}

size_t connection_send_some(struct connection *connection, const char *bytes, size_t count) {
    ssize_t sent = send(connection->descriptor, bytes, count, MSG_NOSIGNAL);
    if (sent >= 0) return (size_t)sent;
    if (errno == EAGAIN || errno == EINTR) return 0;
    if (errno == EPIPE || errno == ECONNRESET) return count;
    fail("send");
}

static void make_room(struct connection *connection) {
    if (connection->start == connection->end) connection->start = connection->searched = connection->end = 0;
    if (connection->capacity - connection->end >= room) return;
    if (connection->start > 0) {
        size_t unread = connection->end - connection->start;
        memmove(connection->bytes, connection->bytes + connection->start, unread);
        connection->searched -= connection->start;
        connection->start = 0;
        connection->end = unread;
    }
    if (connection->capacity - connection->end >= room) return;
    connection->capacity = connection->capacity == 0 ? 2 * room : 2 * connection->capacity;
    connection->bytes = realloc(connection->bytes, connection->capacity);
    if (connection->bytes == NULL) fail("no memory for a line of %zu bytes", connection->capacity);
}

enum received connection_receive(struct connection *connection) {
    make_room(connection);
    for (;;) {
        size_t free_count = connection->capacity - connection->end;
        ssize_t count = recv(connection->descriptor, connection->bytes + connection->end, free_count, 0);
        if (count > 0) {
            connection->end += (size_t)count;
            return received_bytes;
        }
        if (count == 0 || errno == ECONNRESET) return received_end;
        if (errno == EAGAIN) return received_nothing_yet;
        if (errno != EINTR) fail("recv");
    }
}

bool connection_next_line(struct connection *connection, struct line *line) {
    if (connection->searched == connection->end) return false;
    const char *from = connection->bytes + connection->searched;
    const char *newline = memchr(from, '\n', connection->end - connection->searched);
    if (newline == NULL) {
        connection->searched = connection->end;
        return false;
    }
    line->bytes = connection->bytes + connection->start;
    line->count = (size_t)(newline - line->bytes);
    connection->start = connection->searched = connection->start + line->count + 1;
    return true;
}

struct line connection_wait_for_line(struct connection *connection) {
    struct line line;
    while (!connection_next_line(connection, &line)) {
        if (connection_receive(connection) == received_end) {
            errno = 0;
            fail("the server closed the connection before it answered");
        }
    }
    return line;
}
