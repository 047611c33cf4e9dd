package dev.neuron.http.security;

/**
 * A path that may be read without a token because it holds no caller's data, such as a probe. A
 * feature declares its own as beans.
 *
 * @param pattern the path, as Spring's path patterns have it
 */
public record PublicPath(String pattern) {}
