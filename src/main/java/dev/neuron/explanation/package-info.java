/** {@code POST /explain}: the chain rule with numbers, and what a learner worked out beside it. */
@NullMarked
package dev.neuron.explanation;

import org.jspecify.annotations.NullMarked;
