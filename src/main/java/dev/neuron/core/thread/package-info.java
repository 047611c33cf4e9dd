/** Threads that compute: their priority, and the crew that works through chunks together. */
@NullMarked
package dev.neuron.core.thread;

import org.jspecify.annotations.NullMarked;
