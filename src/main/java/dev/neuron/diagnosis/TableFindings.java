package dev.neuron.diagnosis;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.Quoted;
import dev.neuron.diagnosis.Finding.Code;
import dev.neuron.table.CsvHeader;
import dev.neuron.table.CsvOptions;
import dev.neuron.table.IndexColumn;
import dev.neuron.table.TableNote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Findings on how a table was read. */
public final class TableFindings {

  private TableFindings() {}

  /**
   * Returns the findings.
   *
   * @param options how the table was asked to be read
   * @param names of its columns or its features, if they have names
   * @param features how many features it has
   */
  public static List<Finding> of(CsvOptions options, @Nullable List<String> names, int features) {
    return names == null && options.effectiveHeader() == CsvHeader.AUTO
        ? List.of(noHeader(features))
        : List.of();
  }

  /** Returns the findings for notes that were made while a table became a dataset. */
  public static List<Finding> of(List<TableNote> notes) {
    return notes.stream().map(TableFindings::of).toList();
  }

  private static Finding of(TableNote note) {
    return switch (note.kind()) {
      case INDEX_COLUMN ->
          Finding.of(
              Code.INDEX_COLUMN,
              note.value(),
              IndexColumn.isNamed(note.column())
                  ? "The column %s is the index of pandas, so it was left out."
                      .formatted(Quoted.of(note.column()))
                  : "The first column has no name and counts the rows, so it was left out as an"
                      + " index.",
              "Save tables without an index, or give the column a name if it is a feature.",
              null);
      case MIXED_COLUMN ->
          new Finding(
              Code.MIXED_COLUMN,
              note.column(),
              null,
              note.value(),
              "%s was taken as a category, although %s of its cells are numbers."
                  .formatted(Quoted.of(note.column()), Figure.percent(note.value())),
              "If it is a column of numbers, correct its other cells or mark them as missing.",
              null,
              null);
      case ONE_LEVEL ->
          new Finding(
              Code.CONSTANT_FEATURE,
              note.column(),
              null,
              note.value(),
              "%s has the same level in every row. It cannot distinguish rows, so it becomes no feature."
                  .formatted(Quoted.of(note.column())),
              "Leave it out.",
              SuggestedChange.ofDataset("ignore", List.of(note.column())),
              null);
      case DROPPED_ROWS ->
          Finding.of(
              Code.DROPPED_ROWS,
              note.value(),
              "%s with a missing cell %s left out."
                  .formatted(
                      Count.of((long) note.value(), "row"), note.value() == 1 ? "was" : "were"),
              "With missing=mean they are trained on too.",
              SuggestedChange.ofDataset("missing", "mean"));
    };
  }

  private static Finding noHeader(int features) {
    return Finding.of(
        Code.NO_HEADER,
        features,
        "The first line holds numbers alone, so it was taken as data; "
            + (features == 1
                ? "the feature is called x1"
                : "features are called x1 to x" + features)
            + ".",
        "If the first line names the columns, send header=true; if it does not, header=false says"
            + " so.",
        null);
  }
}
