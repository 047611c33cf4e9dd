/**
 * Why a neuron does not learn: findings on datasets and trainings, each with a number, its meaning
 * and what to do.
 */
@NullMarked
package dev.neuron.diagnosis;

import org.jspecify.annotations.NullMarked;
