package dev.neuron.http.security;

/** A setting of access control that cannot be used. The message does not repeat the value. */
final class UnusableAccessException extends RuntimeException {

  UnusableAccessException(String message) {
    super(message);
  }
}
