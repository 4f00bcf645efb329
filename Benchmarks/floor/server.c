// The floor: the least that a line server on a Unix socket can do. One thread, level-triggered epoll, every line is
// found and sent back as it came; lines that arrived together leave in one write.
//
//     floor-server SOCKET
//
// A client that does not read is not read from. A line over 1 MiB closes its connection. SIGTERM and SIGINT end it.

#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <fcntl.h>
#include <unistd.h>

enum { first_capacity = 64 << 10, longest_line = 1 << 20, events_at_once = 64 };

// One connection and its only buffer: bytes before `complete` are whole lines, of which `sent` bytes are answered.
struct client {
    int descriptor;
    bool waits_to_write;
    size_t sent, complete, filled, capacity;
    char *bytes;
};

struct server {
    int epoll, listener, signals;
    int spare;  // given up for a moment when descriptors run out, so that a caller is closed and not left waiting
};

static void die(const char *what) {
    fprintf(stderr, "floor-server: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void watch(struct server *server, int operation, int descriptor, uint32_t events, void *who) {
    struct epoll_event event = {.events = events, .data.ptr = who};
    if (epoll_ctl(server->epoll, operation, descriptor, &event) < 0) die("epoll_ctl");
}

static void drop(struct client *client) {
    close(client->descriptor);  // leaves the epoll set with it
    free(client->bytes);
    free(client);
}

// Accepts and closes one caller with the spare descriptor; false if nobody waits, which the kernel says only when there
// is a descriptor to give.
static bool turn_away(struct server *server) {
    close(server->spare);
    int descriptor = accept(server->listener, NULL, NULL);
    if (descriptor >= 0) close(descriptor);
    server->spare = open("/dev/null", O_RDONLY | O_CLOEXEC);
    return descriptor >= 0;
}

static void welcome(struct server *server) {
    for (;;) {
        int descriptor = accept4(server->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (descriptor < 0) {
            if (errno == EINTR || errno == ECONNABORTED) continue;
            if (errno == EAGAIN) return;
            if (errno != EMFILE && errno != ENFILE) die("accept4");
            if (!turn_away(server)) return;
            continue;
        }
        struct client *client = calloc(1, sizeof *client);
        if (client == NULL || (client->bytes = malloc(first_capacity)) == NULL) die("malloc");
        client->descriptor = descriptor;
        client->capacity = first_capacity;
        watch(server, EPOLL_CTL_ADD, descriptor, EPOLLIN, client);
    }
}

// Sends the whole lines, or as much of them as the socket takes; false if the client is gone.
static bool answer(struct server *server, struct client *client) {
    while (client->sent < client->complete) {
        size_t rest = client->complete - client->sent;
        ssize_t count = send(client->descriptor, client->bytes + client->sent, rest, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0 && errno != EAGAIN) return false;
        if (count < 0) {
            if (!client->waits_to_write) watch(server, EPOLL_CTL_MOD, client->descriptor, EPOLLOUT, client);
            client->waits_to_write = true;
            return true;
        }
        client->sent += (size_t)count;
    }
    client->filled -= client->complete;
    if (client->filled > 0) memmove(client->bytes, client->bytes + client->complete, client->filled);
    client->sent = client->complete = 0;
    if (client->waits_to_write) watch(server, EPOLL_CTL_MOD, client->descriptor, EPOLLIN, client);
    client->waits_to_write = false;
    return true;
}

// Reads once and answers the lines that are whole now; false if the client is gone or its line too long.
static bool hear(struct server *server, struct client *client) {
    if (client->filled == client->capacity) {
        if (client->capacity >= longest_line) return false;
        char *larger = realloc(client->bytes, client->capacity * 2);
        if (larger == NULL) return false;
        client->bytes = larger;
        client->capacity *= 2;
    }
    ssize_t count = recv(client->descriptor, client->bytes + client->filled, client->capacity - client->filled, 0);
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    if (count == 0) return false;

    const char *from = client->bytes + client->filled;
    client->filled += (size_t)count;
    const char *end = client->bytes + client->filled;
    for (const char *line; (line = memchr(from, '\n', (size_t)(end - from))) != NULL; from = line + 1)
        client->complete = (size_t)(line + 1 - client->bytes);
    return client->complete == 0 || answer(server, client);
}

static int listen_at(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof address.sun_path) {
        errno = ENAMETOOLONG;
        die(path);
    }
    strcpy(address.sun_path, path);
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener < 0) die("socket");
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) die(path);
    if (listen(listener, SOMAXCONN) < 0) die("listen");
    return listener;
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: floor-server SOCKET\n");
        return 2;
    }
    struct rlimit descriptors;
    if (getrlimit(RLIMIT_NOFILE, &descriptors) == 0) {
        descriptors.rlim_cur = descriptors.rlim_max;
        setrlimit(RLIMIT_NOFILE, &descriptors);
    }
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, NULL);

    struct server server = {
        .epoll = epoll_create1(EPOLL_CLOEXEC),
        .signals = signalfd(-1, &ending, SFD_CLOEXEC),
        .spare = open("/dev/null", O_RDONLY | O_CLOEXEC),
        .listener = listen_at(arguments[1]),
    };
    if (server.epoll < 0 || server.signals < 0) die("epoll or signalfd");
    watch(&server, EPOLL_CTL_ADD, server.listener, EPOLLIN, &server.listener);
    watch(&server, EPOLL_CTL_ADD, server.signals, EPOLLIN, &server.signals);

    for (;;) {
        struct epoll_event events[events_at_once];
        int ready = epoll_wait(server.epoll, events, events_at_once, -1);
        if (ready < 0 && errno != EINTR) die("epoll_wait");
        for (int i = 0; i < ready; i++) {
            void *who = events[i].data.ptr;
            if (who == &server.signals) {
                unlink(arguments[1]);
                return 0;
            }
            if (who == &server.listener) {
                welcome(&server);
                continue;
            }
            struct client *client = who;
            bool stays = client->waits_to_write ? answer(&server, client) : hear(&server, client);
            if (!stays) drop(client);
        }
    }
}
