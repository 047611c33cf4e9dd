package dev.neuron.core.data;

/** Whether the first line of a CSV table names its columns. */
public enum CsvHeader {
  /** It does unless it holds numbers alone; those are the first row. */
  AUTO,
  /** It does, even if the names are numbers. */
  TRUE,
  /** It is the first row; the columns have no names. */
  FALSE;

  /** The hint where such a guess may have been wrong. */
  public static final String TAKEN_AS_DATA =
      "The first line holds numbers alone and was taken as data; with header=true it names the"
          + " columns.";
}
