package dev.neuron.http.filter;

/**
 * A kind of request whose raw body is kept beside what is parsed from it. A feature declares its
 * own as a bean.
 *
 * @param header the header that such a request has
 */
public record KeptBody(String header) {}
