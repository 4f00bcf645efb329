// A client's end of a Unix stream socket, and the lines that arrive on it.
#pragma once
#include <stdbool.h>
#include <stddef.h>

struct connection {
    int descriptor;
    size_t start, searched, end, capacity;  // unread bytes are start..<end; no newline in start..<searched
    char *bytes;
};

struct line {
    const char *bytes;  // valid until the connection is read again
    size_t count;       // without the newline
};

// False, with errno set, if nobody serves there.
bool connection_open(struct connection *connection, const char *path);
void connection_close(struct connection *connection);

// From now on `connection_send_some` and `connection_receive` return instead of waiting.
void connection_stop_waiting(struct connection *connection);

// Sends all of it, and waits as long as that takes.
void connection_send(struct connection *connection, const char *bytes, size_t count);

// Sends what fits now and says how much that was. Of a server that has closed, everything fits.
size_t connection_send_some(struct connection *connection, const char *bytes, size_t count);

enum received { received_bytes, received_nothing_yet, received_end };

// One `recv`, as large as the buffer has room for (64 KiB at least).
enum received connection_receive(struct connection *connection);

// The next whole line among the bytes received, if there is one.
bool connection_next_line(struct connection *connection, struct line *line);

// Waits for a line; fails if the server closes first.
struct line connection_wait_for_line(struct connection *connection);
