/**
 * Who may call: bearer tokens, and the headers that tell browsers what a response may do. Without a
 * setting that asks for access control nothing of it is loaded.
 */
@NullMarked
package dev.neuron.http.security;

import org.jspecify.annotations.NullMarked;
