/** Request bodies that are compressed, decompressed while they are read. */
@NullMarked
package dev.neuron.http.encoding;

import org.jspecify.annotations.NullMarked;
