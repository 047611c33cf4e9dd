package dev.neuron.core.chunk;

import dev.neuron.core.data.Dataset;

/**
 * A dataset whose rows lie in chunks.
 *
 * @param chunks its rows
 * @param rows how many rows there are
 * @param first a copy of some of the first rows, or of all, with the names of the features
 * @param hasBinaryTargets whether every target is 0 or 1
 */
public record ChunkedDataset(RowChunks chunks, int rows, Dataset first, boolean hasBinaryTargets) {}
