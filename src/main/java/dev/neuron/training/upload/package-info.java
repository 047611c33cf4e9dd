/**
 * {@code POST /trainings/upload}: a table that is too large for one body, trained on where its rows
 * were put.
 */
@NullMarked
package dev.neuron.training.upload;

import org.jspecify.annotations.NullMarked;
