/** Methods that minimise a function without a learning rate: Newton's method and L-BFGS. */
@NullMarked
package dev.neuron.core.solver;

import org.jspecify.annotations.NullMarked;
