package dev.neuron.http;

import java.io.IOException;

/** The body has more bytes than the limit. */
final class RequestTooLargeException extends IOException {

  RequestTooLargeException(long limit) {
    super("The body is larger than the limit of %d bytes.".formatted(limit));
  }
}
