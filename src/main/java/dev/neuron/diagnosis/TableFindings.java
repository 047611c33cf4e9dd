package dev.neuron.diagnosis;

import dev.neuron.core.data.CsvHeader;
import dev.neuron.core.data.CsvOptions;
import dev.neuron.diagnosis.Finding.Code;
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
