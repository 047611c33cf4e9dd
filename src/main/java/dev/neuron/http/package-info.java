/** Settings of everything that surrounds the endpoints: the server, proxies, hosts and origins. */
@NullMarked
package dev.neuron.http;

import org.jspecify.annotations.NullMarked;
