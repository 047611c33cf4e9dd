package dev.neuron.http.security;

import java.util.List;

/**
 * Paths that may be read without a token because they hold no caller's data, such as probes. A
 * feature declares its own as a bean.
 *
 * @param patterns the paths, as Spring's path patterns have them
 */
public record PublicPatterns(List<String> patterns) {}
