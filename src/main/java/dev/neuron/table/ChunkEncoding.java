package dev.neuron.table;

import dev.neuron.core.data.CodedRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table in chunks become a dataset.
 *
 * @param coded the same as numbers alone, for where the rows lie
 * @param encoding how columns become features
 * @param featureNames the names of the features; null if they have none
 * @param notes what the sender should know
 * @param hasTwoClasses true if every target is 0 or 1
 * @param isDoubtful true if rows must be looked at again, as some may not be usable
 */
public record ChunkEncoding(
    CodedRows coded,
    TableEncoding encoding,
    @Nullable List<String> featureNames,
    List<TableNote> notes,
    boolean hasTwoClasses,
    boolean isDoubtful) {}
