/*
 * The floor that any HTTP server on this machine stands on: epoll, one buffer a connection, keep-alive
 * and pipelining, one pass over the body with strtod, one write an answer. It reads
 * {"W": [...], "b": ..., "x": [...]} in any order and answers the prediction of that one row. It checks
 * what it needs in order not to answer nonsense, and no more: no limits, no timeouts, no chunks.
 *
 * gcc -O3 -march=native epoll_server.c -o epoll_server -lm -pthread && ./epoll_server 18093 1
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <math.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BUFFER = 16384, ANSWER = 256, EVENTS = 256, FEATURES = 256 };

struct connection {
  int socket;
  size_t size;
  char in[BUFFER + 1];
};

struct numbers {
  int count;
  double values[FEATURES];
};

static int port;

static const char *skip(const char *p) {
  while (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r') p++;
  return p;
}

/* A number or an array of numbers; NULL if it is neither. */
static const char *read_numbers(const char *p, struct numbers *numbers) {
  char *end;
  int array = *p == '[';
  numbers->count = 0;
  if (array) p++;
  do {
    if (numbers->count == FEATURES) return NULL;
    p = skip(p);
    numbers->values[numbers->count++] = strtod(p, &end);
    if (end == p) return NULL;
    p = skip(end);
  } while (array && *p++ == ',');
  if (array && p[-1] != ']') return NULL;
  return p;
}

/* The prediction for a body; NaN if it is not one. */
static double predict(const char *p) {
  struct numbers weights = {0}, bias = {0}, x = {0};
  double logit;
  p = skip(p);
  if (*p++ != '{') return NAN;
  do {
    p = skip(p);
    if (p[0] != '"' || p[1] == 0 || p[2] != '"') return NAN;
    struct numbers *target = p[1] == 'W' ? &weights : p[1] == 'b' ? &bias : p[1] == 'x' ? &x : NULL;
    p = skip(p + 3);
    if (target == NULL || *p++ != ':') return NAN;
    p = read_numbers(skip(p), target);
    if (p == NULL) return NAN;
    p = skip(p);
  } while (*p++ == ',');
  if (p[-1] != '}' || bias.count != 1 || weights.count != x.count) return NAN;
  logit = bias.values[0];
  for (int i = 0; i < x.count; i++) logit += weights.values[i] * x.values[i];
  return 1 / (1 + exp(-logit));
}

static int answer(char *out, const char *body) {
  char json[128];
  double prediction = predict(body);
  if (isnan(prediction)) {
    return sprintf(out, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
  }
  int length = sprintf(json, "{\"predictions\":[%.17g],\"labels\":[%d]}", prediction, prediction >= 0.5);
  return sprintf(out, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
                 length, json);
}

/* The length of the body that the head, ended by a 0, announces. */
static size_t content_length(const char *head) {
  for (const char *line = strchr(head, '\n'); line != NULL; line = strchr(line + 1, '\n')) {
    if (strncasecmp(line + 1, "content-length:", 15) == 0) return strtoul(line + 16, NULL, 10);
  }
  return 0;
}

static int send_all(int socket, const char *bytes, size_t count) {
  return count == 0 || write(socket, bytes, count) == (ssize_t)count;
}

/* Answers every whole request in the buffer; 0 if the connection is to be closed. */
static int serve(struct connection *c) {
  char out[64 * ANSWER];
  size_t done = 0, written = 0;
  for (;;) {
    c->in[c->size] = 0;
    char *head = c->in + done;
    char *end = strstr(head, "\r\n\r\n");
    if (end == NULL) break;
    *end = 0;
    size_t length = content_length(head), total = end + 4 - head + length;
    if (length > BUFFER) return 0;
    *end = '\r';
    if (done + total > c->size) break;
    char after = head[total];
    head[total] = 0;
    written += answer(out + written, end + 4);
    head[total] = after;
    done += total;
    if (written > sizeof out - ANSWER) {
      if (!send_all(c->socket, out, written)) return 0;
      written = 0;
    }
  }
  memmove(c->in, c->in + done, c->size - done);
  c->size -= done;
  return send_all(c->socket, out, written) && c->size < BUFFER;
}

static void drop(struct connection *c) {
  close(c->socket);
  free(c);
}

static void receive(struct connection *c) {
  ssize_t count = read(c->socket, c->in + c->size, BUFFER - c->size);
  if (count <= 0) {
    drop(c);
    return;
  }
  c->size += count;
  if (!serve(c)) drop(c);
}

static void fail(const char *what) {
  perror(what);
  exit(1);
}

/* Each thread listens for itself on the same port; the kernel spreads the connections. */
static void *loop(void *unused) {
  int on = 1, epoll = epoll_create1(0), listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct epoll_event event = {.events = EPOLLIN}, events[EVENTS];
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  setsockopt(listener, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1024)) fail("listen");
  epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
  for (;;) {
    int count = epoll_wait(epoll, events, EVENTS, -1);
    for (int i = 0; i < count; i++) {
      struct connection *c = events[i].data.ptr;
      if (c != NULL) {
        receive(c);
        continue;
      }
      int accepted = accept(listener, NULL, NULL);
      if (accepted < 0) continue;
      setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      c = malloc(sizeof *c);
      if (c == NULL) fail("malloc");
      c->socket = accepted;
      c->size = 0;
      event.data.ptr = c;
      epoll_ctl(epoll, EPOLL_CTL_ADD, accepted, &event);
      event.data.ptr = NULL;
    }
  }
  return unused;
}

int main(int argc, char **argv) {
  int threads = argc > 2 ? atoi(argv[2]) : 1;
  pthread_t thread;
  if (argc < 2) {
    fprintf(stderr, "epoll_server PORT [THREADS]\n");
    return 2;
  }
  port = atoi(argv[1]);
  for (int i = 1; i < threads; i++) pthread_create(&thread, NULL, loop, NULL);
  loop(NULL);
}
