/**
 * {@code POST /trainings/upload}: a table that is too large for one body, trained on where its rows
 * were put, on this replica or on all of them.
 */
@NullMarked
package dev.neuron.training.upload;

import org.jspecify.annotations.NullMarked;
