/**
 * Requests that come through proxies: which headers are believed, who the client is, and the path
 * seen from outside.
 */
@NullMarked
package dev.neuron.http.proxy;

import org.jspecify.annotations.NullMarked;
