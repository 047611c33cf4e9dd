package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.table.TargetReader.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the rows of a table become a dataset, decided when all of them have been seen.
 *
 * @param encoding how columns become features
 * @param source the column of the table for each column of the encoding
 * @param targets how cells become targets
 * @param classWeights the weights of the negative and of the positive class; null if both weigh 1
 * @param notes what the sender should know of the columns
 */
record EncodingPlan(
    TableEncoding encoding,
    int[] source,
    Targets targets,
    double @Nullable [] classWeights,
    List<TableNote> notes) {

  /**
   * Returns the plan for the rows that were scanned.
   *
   * @param scan of all rows
   * @param classWeights null for none
   * @param start the encoding of a model to start from, which is used instead of a new one; null
   *     for none
   * @param faults those found by the scan
   * @throws InvalidInputException if the table cannot be encoded
   */
  static EncodingPlan of(
      RawDataset raw,
      ColumnRoles roles,
      TableScan scan,
      @Nullable ClassWeights classWeights,
      @Nullable TableEncoding start,
      CellFaults faults) {
    Targets targets = scan.target().targets(start == null ? null : start.classes());
    TableEncoding given = start == null || start.isOfNumbersAlone() ? null : start;
    List<TableNote> notes = new ArrayList<>();
    TableEncoding encoding = given;
    if (encoding == null) {
      ColumnBuilder builder = new ColumnBuilder(raw, roles, scan, faults);
      List<Column> columns = builder.columns();
      notes.addAll(builder.notes());
      faults.throwIfAny(remedy(raw));
      requireNames(raw, roles, columns);
      boolean isNamed = raw.names() != null;
      encoding = new TableEncoding(columns, isNamed, roles.passedOver(raw), targets.classes());
    }
    return new EncodingPlan(
        encoding,
        given == null ? roles.features() : source(raw, roles, given),
        targets,
        classWeights == null
            ? null
            : classWeights.of(
                targets.classes(), targets.weights(), raw.placeOfHyperparameter("classWeights")),
        notes);
  }

  /** Returns the table's column for each column of an encoding. */
  private static int[] source(RawDataset raw, ColumnRoles roles, TableEncoding given) {
    List<String> names = raw.names();
    int[] features = roles.features();
    List<String> ofFeatures =
        names == null ? null : Arrays.stream(features).mapToObj(names::get).toList();
    int[] match = ColumnMatch.of(given, ofFeatures, features.length, false);
    return Arrays.stream(match).map(j -> features[j]).toArray();
  }

  /** Refuses names that cannot be those of features. */
  private static void requireNames(RawDataset raw, ColumnRoles roles, List<Column> columns) {
    if (raw.names() != null) {
      try {
        Dataset.checkedFeatureNames(columns.stream().map(Column::name).toList(), columns.size());
      } catch (InvalidInputException e) {
        throw e.moved(place -> placeOfName(raw, roles, place));
      }
    }
    Set<String> seen = new HashSet<>();
    for (Column column : columns) {
      for (String name : column.featureNames()) {
        if (!seen.add(name)) {
          throw new InvalidInputException(
              Reason.INVALID_FEATURE_NAMES,
              raw.placeOf("categories"),
              "Two features would be named %s; rename a column.".formatted(Quoted.of(name)));
        }
      }
    }
  }

  private static ErrorLocation placeOfName(RawDataset raw, ColumnRoles roles, ErrorLocation place) {
    String pointer = Objects.requireNonNull(place.pointer());
    int feature = Integer.parseInt(pointer.substring("featureNames/".length()));
    return raw.locate(0, roles.features()[feature]);
  }

  /** What a caller can do about missing cells. */
  static String remedy(RawDataset raw) {
    String ignore = raw.written("ignore", "…");
    return raw.options().policy() == MissingPolicy.MEAN
        ? "Fill them in, or leave the columns out by %s, or the rows by %s."
            .formatted(ignore, raw.written("missing", "dropRows"))
        : "Send %s to put the mean of the column in their place, %s to leave their rows out, or %s to leave the columns out."
            .formatted(raw.written("missing", "mean"), raw.written("missing", "dropRows"), ignore);
  }

  /** The index of the first feature of each column, and d behind them. */
  int[] firstFeatures() {
    int[] first = encoding.firstFeatures();
    if (first[source.length] == 0) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          ErrorLocation.NOWHERE,
          "Each column has one value alone, so that there is nothing to learn from.");
    }
    return first;
  }

  /** The encoders of the columns, in their order. */
  ColumnEncoder[] encoders(TableScan.Texts texts, CellFaults faults) {
    ColumnEncoder[] encoders = new ColumnEncoder[source.length];
    for (int j = 0; j < source.length; j++) {
      encoders[j] =
          ColumnEncoder.of(
              encoding.columns().get(j), texts.of(source[j]), UnknownCategories.REFUSE, faults);
    }
    return encoders;
  }

  /** The column of the table for each feature. */
  int[] columnsOfFeatures() {
    int[] first = encoding.firstFeatures();
    int[] columns = new int[first[source.length]];
    for (int j = 0; j < source.length; j++) {
      Arrays.fill(columns, first[j], first[j + 1], source[j]);
    }
    return columns;
  }

  /** The names of the features; null if they have none. */
  @Nullable List<String> featureNames() {
    return encoding.isNamed() || !encoding.isOfNumbersAlone() ? encoding.featureNames() : null;
  }
}
