/**
 * Why a neuron does not learn: findings on a dataset before a training and on a training after it,
 * each with the number that shows it, what it means and what to do.
 */
@NullMarked
package dev.neuron.diagnosis;

import org.jspecify.annotations.NullMarked;
