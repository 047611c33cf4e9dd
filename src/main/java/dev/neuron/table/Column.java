package dev.neuron.table;

import java.util.List;

/** A column of a table and the features that it becomes. Immutable. */
public sealed interface Column permits NumberColumn, CategoryColumn {

  /** Its name. */
  String name();

  /** The names of its features, in their order; empty if each of its cells is the same level. */
  List<String> featureNames();

  /** About how many bytes it takes. */
  long estimatedBytes();
}
