#define _GNU_SOURCE
#include "message.h"

#include <stdio.h>
#include <string.h>

#include "measure.h"

enum { most_digits = 20 };

static const char usual[] = "{\"jsonrpc\":\"2.0\",\"id\":";

struct request request_make(const char *method, const char *params) {
    struct request request = {0};
    if (asprintf(&request.before, "%s", usual) < 0) fail("no memory");
    int length = params == NULL ? asprintf(&request.after, ",\"method\":\"%s\"}\n", method)
                                : asprintf(&request.after, ",\"method\":\"%s\",\"params\":%s}\n", method, params);
    if (length < 0) fail("no memory");
    request.before_count = strlen(request.before);
    request.after_count = (size_t)length;
    return request;
}

size_t request_longest(const struct request *request) {
    return request->before_count + most_digits + request->after_count;
}

size_t request_write(const struct request *request, uint64_t id, char *into) {
    char digits[most_digits];
    size_t first = most_digits;
    do digits[--first] = (char)('0' + id % 10);
    while ((id /= 10) > 0);

    char *end = mempcpy(into, request->before, request->before_count);
    end = mempcpy(end, digits + first, most_digits - first);
    end = mempcpy(end, request->after, request->after_count);
    return (size_t)(end - into);
}

static const char *read_number(const char *at, const char *end, uint64_t *number) {
    for (*number = 0; at < end && *at >= '0' && *at <= '9'; at++) *number = *number * 10 + (uint64_t)(*at - '0');
    return at;
}

// From an opening quote to behind the closing one.
static const char *skip_string(const char *at, const char *end) {
    for (at++; at < end && *at != '"'; at++)
        if (*at == '\\') at++;
    return at < end ? at + 1 : end;
}

static bool is_next(const char *at, const char *end, const char *text) {
    size_t count = strlen(text);
    return (size_t)(end - at) >= count && memcmp(at, text, count) == 0;
}

// Trusts that the line is JSON: the server's own tests say so, and a line that is not ends up without an id.
static struct answer read_members(struct line line) {
    struct answer answer = {0};
    const char *end = line.bytes + line.count;
    int depth = 0;
    for (const char *at = line.bytes; at < end;) {
        if (*at == '"') {
            const char *key = at;
            at = skip_string(at, end);
            if (depth != 1 || at == end || *at != ':') continue;
            at++;
            if (is_next(key, end, "\"id\":")) {
                answer.is_final = at < end && *at >= '0' && *at <= '9';
                at = read_number(at, end, &answer.id);
            } else if (is_next(key, end, "\"error\":")) {
                answer.is_error = true;
            }
            continue;
        }
        depth += (*at == '{' || *at == '[') - (*at == '}' || *at == ']');
        at++;
    }
    return answer;
}

struct answer answer_read(struct line line) {
    const size_t usual_count = sizeof usual - 1;
    const char *end = line.bytes + line.count;
    if (line.count > usual_count && memcmp(line.bytes, usual, usual_count) == 0) {
        struct answer answer = {.is_final = true};
        const char *rest = read_number(line.bytes + usual_count, end, &answer.id);
        if (is_next(rest, end, ",\"result\":") || is_next(rest, end, ",\"method\":")) return answer;
    }
    return read_members(line);
}

struct ledger ledger_make(size_t count) {
    struct ledger ledger = {.is_answered = allocate(count + 1), .count = count};
    memset(ledger.is_answered, 0, count + 1);
    return ledger;
}

bool ledger_enter(struct ledger *ledger, struct line line) {
    struct answer answer = answer_read(line);
    if (!answer.is_final) return false;
    if (answer.id == 0 || answer.id > ledger->count || ledger->is_answered[answer.id]) {
        ledger->strangers++;
        return true;
    }
    ledger->is_answered[answer.id] = 1;
    ledger->answered++;
    ledger->errors += answer.is_error;
    return true;
}

void ledger_print(const struct ledger *ledger) {
    printf("\"requests\":%zu,\"answered\":%zu,\"errors\":%zu,\"strangers\":%zu", ledger->count, ledger->answered,
           ledger->errors, ledger->strangers);
}

bool ledger_is_clean(const struct ledger *ledger) {
    return ledger->answered == ledger->count && ledger->errors == 0 && ledger->strangers == 0;
}

struct line request_ask(const struct request *request, uint64_t id, struct connection *connection) {
    char bytes[request_longest(request)];
    connection_send(connection, bytes, request_write(request, id, bytes));
    for (;;) {
        struct line line = connection_wait_for_line(connection);
        if (answer_read(line).is_final) return line;
    }
}
