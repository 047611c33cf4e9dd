package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import java.util.List;

/** A table as a dataset, with the encoding by which it became one and notes on how it was read. */
public record EncodedTable(Dataset dataset, TableEncoding encoding, List<TableNote> notes) {}
