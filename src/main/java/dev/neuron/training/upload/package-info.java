/**
 * {@code POST /trainings/upload}: a table that is too large for other requests, trained on by the
 * replicas that store its rows.
 */
@NullMarked
package dev.neuron.training.upload;

import org.jspecify.annotations.NullMarked;
