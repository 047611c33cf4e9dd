/**
 * Requests that come through proxies: which headers of theirs are believed, who the client is, and
 * under which path the service is seen from outside.
 */
@NullMarked
package dev.neuron.http.proxy;

import org.jspecify.annotations.NullMarked;
