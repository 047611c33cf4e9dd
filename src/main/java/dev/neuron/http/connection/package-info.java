/**
 * Bounds on connections that Tomcat does not have: a total time for the head of a request, a share
 * for each address, and a number of compressed responses.
 */
@NullMarked
package dev.neuron.http.connection;

import org.jspecify.annotations.NullMarked;
