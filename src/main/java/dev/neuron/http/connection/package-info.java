/**
 * Bounds on connections that Tomcat does not have: a total time for the head of a request, and a
 * share for each address.
 */
@NullMarked
package dev.neuron.http.connection;

import org.jspecify.annotations.NullMarked;
