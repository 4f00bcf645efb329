// Requests with running ids, and what can be told from the lines that come back.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "connection.h"

// {"jsonrpc":"2.0","id":N,"method":…} with everything but the number made beforehand.
struct request {
    char *before, *after;
    size_t before_count, after_count;
};

// `params` is a JSON object, or NULL for none.
struct request request_make(const char *method, const char *params);

// No request is longer, newline included.
size_t request_longest(const struct request *request);

// Writes the request with its newline, and says how long it is.
size_t request_write(const struct request *request, uint64_t id, char *into);

// What the outermost object of a line has. A final answer is a line with an id; progress and chunks have none.
struct answer {
    bool is_final, is_error;
    uint64_t id;
};

// Reads the usual beginning of an answer at once, and any other line member by member.
struct answer answer_read(struct line line);

// Which ids have been answered: ids 1…count, each exactly once if all is well.
struct ledger {
    uint8_t *is_answered;
    size_t count, answered, errors, strangers;  // strangers: ids that were never sent, or came twice
};

struct ledger ledger_make(size_t count);

// Takes note of a line; true if it is a final answer.
bool ledger_enter(struct ledger *ledger, struct line line);

// Prints `"requests":…,"answered":…,"errors":…,"strangers":…`.
void ledger_print(const struct ledger *ledger);

// True if every id was answered once, and none by an error.
bool ledger_is_clean(const struct ledger *ledger);

// Sends one request and waits for its final answer, which is valid until the connection is read again.
struct line request_ask(const struct request *request, uint64_t id, struct connection *connection);
