package dev.neuron.http.filter;

/**
 * Requests whose bytes are kept as a whole beside what is read from them. A feature declares its
 * own as a bean.
 *
 * @param header the header that such a request has
 */
public record KeptBody(String header) {}
