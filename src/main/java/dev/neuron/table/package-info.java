/**
 * Tables as people have them: columns of numbers and categories, missing cells and named classes,
 * and how they become features and targets.
 */
@NullMarked
package dev.neuron.table;

import org.jspecify.annotations.NullMarked;
