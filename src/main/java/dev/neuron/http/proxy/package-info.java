/**
 * Requests through proxies: which headers are trusted, who the client is, and the path that clients
 * see.
 */
@NullMarked
package dev.neuron.http.proxy;

import org.jspecify.annotations.NullMarked;
