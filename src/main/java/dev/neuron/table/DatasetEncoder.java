package dev.neuron.table;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.data.Quoted;
import dev.neuron.core.data.TableLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a table into a dataset: finds out what its columns hold, and makes features of them. */
public final class DatasetEncoder {

  private final RawDataset raw;
  private final @Nullable ClassWeights classWeights;
  private final @Nullable TableEncoding start;
  private final Capacity capacity;
  private final CellFaults faults = new CellFaults();

  /** Checks that a dataset of some size may be made, before memory is taken for it; may throw. */
  @FunctionalInterface
  public interface Capacity {

    /**
     * Checks a size.
     *
     * @param features d
     * @param bytes what the features take beside the table
     */
    void require(int features, long bytes);
  }

  private DatasetEncoder(
      RawDataset raw,
      @Nullable ClassWeights classWeights,
      @Nullable TableEncoding start,
      Capacity capacity) {
    this.raw = raw;
    this.classWeights = classWeights;
    this.start = start;
    this.capacity = capacity;
  }

  /**
   * Encodes a table. It must not be used any more: a table of numbers is not copied.
   *
   * @param classWeights null for none
   * @param start the encoding of a model to start from, which is used instead of a new one; null
   *     for none
   * @throws InvalidInputException with locations from the root of the request, as its sender sees
   *     them
   */
  public static EncodedTable encode(
      RawDataset raw,
      @Nullable ClassWeights classWeights,
      @Nullable TableEncoding start,
      Capacity capacity) {
    raw.options().check(raw::placeOf);
    if (raw.y() == null) {
      Dataset.requireRows(raw.x().numbers());
    }
    boolean isPlain = classWeights == null && (start == null || start.isOfNumbersAlone());
    EncodedTable plain = isPlain ? PlainNumbers.encode(raw, capacity) : null;
    return plain == null ? new DatasetEncoder(raw, classWeights, start, capacity).encode() : plain;
  }

  private EncodedTable encode() {
    requireCounts();
    ColumnRoles roles = ColumnRoles.of(raw);
    RowSelection rows = RowSelection.of(raw, roles);
    if (rows.count() == 0) {
      throw new InvalidInputException(
          Reason.NO_ROWS,
          raw.placeOf("missing"),
          "Each row has a missing cell, so that none is left to train on.");
    }
    double[] weights = weights(roles, rows);
    TargetReader.Targets targets =
        new TargetReader(raw, roles.target(), rows, faults)
            .read(start == null ? null : start.classes());
    List<TableNote> notes = new ArrayList<>();
    TableEncoding encoding = encoding(roles, rows, weights, targets.classes(), notes);
    if (classWeights != null) {
      weights =
          classWeights.applied(
              targets.y(), weights, targets.classes(), raw.placeOfHyperparameter("classWeights"));
    }
    addNotes(roles, rows, notes);
    Dataset dataset = dataset(roles, rows, encoding, targets.y(), weights);
    return new EncodedTable(dataset, encoding, List.copyOf(notes));
  }

  /** Refuses targets, weights and names that are not as many as rows and columns. */
  private void requireCounts() {
    try {
      if (raw.y() != null) {
        Dataset.requireTargets(raw.y().rows(), raw.x().rows());
      }
      if (raw.sampleWeights() != null) {
        Dataset.requireSampleWeights(raw.sampleWeights(), raw.x().rows());
      }
      if (raw.featureNames() != null) {
        Dataset.checkedFeatureNames(raw.featureNames(), raw.x().columns());
      }
    } catch (InvalidInputException e) {
      throw e.within("dataset");
    }
  }

  private void addNotes(ColumnRoles roles, RowSelection rows, List<TableNote> notes) {
    if (roles.hasIndex()) {
      notes.add(new TableNote(TableNote.Kind.INDEX_COLUMN, raw.name(0), raw.cell(0, 0)));
    }
    if (rows.indexes() != null) {
      notes.add(
          new TableNote(TableNote.Kind.DROPPED_ROWS, "", raw.x().rows() - (double) rows.count()));
    }
  }

  private double @Nullable [] weights(ColumnRoles roles, RowSelection rows) {
    double[] given = raw.sampleWeights();
    if (roles.weights() == TableLayout.NONE && (given == null || rows.indexes() == null)) {
      return given;
    }
    double[] weights = new double[rows.count()];
    if (given != null) {
      for (int i = 0; i < weights.length; i++) {
        weights[i] = given[rows.row(i)];
      }
      return weights;
    }
    int column = roles.weights();
    ColumnEncoder numbers =
        ColumnEncoder.of(
            NumberColumn.named(raw.name(column)),
            raw.texts(column),
            UnknownCategories.REFUSE,
            faults);
    for (int i = 0; i < weights.length; i++) {
      int row = rows.row(i);
      numbers.encode(raw.cell(row, column), weights, i, () -> raw.locate(row, column));
    }
    return weights;
  }

  private TableEncoding encoding(
      ColumnRoles roles,
      RowSelection rows,
      double @Nullable [] weights,
      @Nullable Classes classes,
      List<TableNote> notes) {
    TableEncoding given = givenEncoding();
    if (given != null) {
      return given;
    }
    ColumnBuilder builder = new ColumnBuilder(raw, roles, rows, weights, faults);
    List<Column> columns = builder.columns();
    notes.addAll(builder.notes());
    faults.throwIfAny(remedy());
    requireNames(roles, columns);
    return new TableEncoding(columns, raw.names() != null, roles.passedOver(raw), classes);
  }

  /** Refuses names that cannot be those of features. */
  private void requireNames(ColumnRoles roles, List<Column> columns) {
    if (raw.names() != null) {
      try {
        Dataset.checkedFeatureNames(columns.stream().map(Column::name).toList(), columns.size());
      } catch (InvalidInputException e) {
        throw e.moved(
            place ->
                raw.locate(
                    0,
                    roles
                        .features()[
                        Integer.parseInt(
                            Objects.requireNonNull(place.pointer())
                                .substring("featureNames/".length()))]));
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

  private String remedy() {
    String ignore = raw.written("ignore", "…");
    return raw.options().policy() == MissingPolicy.MEAN
        ? "Fill them in, or leave the columns out by %s, or the rows by %s."
            .formatted(ignore, raw.written("missing", "dropRows"))
        : "Send %s to put the mean of the column in their place, %s to leave their rows out, or %s to leave the columns out."
            .formatted(raw.written("missing", "mean"), raw.written("missing", "dropRows"), ignore);
  }

  private Dataset dataset(
      ColumnRoles roles,
      RowSelection rows,
      TableEncoding encoding,
      double[] y,
      double @Nullable [] weights) {
    int[] source = source(roles, encoding);
    int[] first = encoding.firstFeatures();
    int d = first[source.length];
    if (d == 0) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          ErrorLocation.NOWHERE,
          "Each column has one value alone, so that there is nothing to learn from.");
    }
    long size = (long) rows.count() * d;
    capacity.require(d, Double.BYTES * size);
    if (size > Integer.MAX_VALUE - 8) {
      throw new InvalidInputException(
          Reason.DATASET_TOO_LARGE,
          ErrorLocation.NOWHERE,
          "The dataset would have %d numbers, more than an array can hold.".formatted(size));
    }
    double[] features = encoded(source, first, rows, encoding);
    faults.throwIfAny(remedy());
    TableLayout layout =
        TableLayout.ofDataset(
            raw::locate, roles.target(), roles.weights(), columnsOf(source, first), rows.indexes());
    Matrix x = new Matrix(features, rows.count(), d).withLayout(layout);
    try {
      return Dataset.ofEncoded(
          x,
          y,
          weights,
          encoding.isNamed() || !encoding.isOfNumbersAlone() ? encoding.featureNames() : null);
    } catch (InvalidInputException e) {
      throw layout.placed(e);
    }
  }

  /** The encoding of the model to start from; null if columns of numbers need none. */
  private @Nullable TableEncoding givenEncoding() {
    return start == null || start.isOfNumbersAlone() ? null : start;
  }

  /** The column of the table for each column of the encoding. */
  private int[] source(ColumnRoles roles, TableEncoding encoding) {
    if (givenEncoding() == null) {
      return roles.features();
    }
    List<String> names = raw.names();
    int[] features = roles.features();
    List<String> ofFeatures =
        names == null ? null : Arrays.stream(features).mapToObj(names::get).toList();
    int[] match = ColumnMatch.of(encoding, ofFeatures, features.length, false);
    return Arrays.stream(match).map(j -> features[j]).toArray();
  }

  private static int[] columnsOf(int[] source, int[] first) {
    int[] columns = new int[first[source.length]];
    for (int j = 0; j < source.length; j++) {
      Arrays.fill(columns, first[j], first[j + 1], source[j]);
    }
    return columns;
  }

  private double[] encoded(int[] source, int[] first, RowSelection rows, TableEncoding encoding) {
    int d = first[source.length];
    double[] features = new double[rows.count() * d];
    ColumnEncoder[] encoders = new ColumnEncoder[source.length];
    for (int j = 0; j < source.length; j++) {
      encoders[j] =
          ColumnEncoder.of(
              encoding.columns().get(j), raw.texts(source[j]), UnknownCategories.REFUSE, faults);
    }
    for (int i = 0; i < rows.count(); i++) {
      int row = rows.row(i);
      for (int j = 0; j < source.length; j++) {
        int column = source[j];
        encoders[j].encode(
            raw.cell(row, column), features, i * d + first[j], () -> raw.locate(row, column));
      }
    }
    return features;
  }
}
