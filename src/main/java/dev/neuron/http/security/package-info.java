/**
 * Access control by bearer tokens, allowed hosts, and security headers for browsers. Access control
 * is loaded only if a setting asks for it.
 */
@NullMarked
package dev.neuron.http.security;

import org.jspecify.annotations.NullMarked;
