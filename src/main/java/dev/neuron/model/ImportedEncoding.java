package dev.neuron.model;

import dev.neuron.core.data.Count;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import dev.neuron.table.ClassLabel;
import dev.neuron.table.Classes;
import dev.neuron.table.Column;
import dev.neuron.table.TableEncoding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the encoding of an import, whose parts must fit each other and the weights. */
final class ImportedEncoding {

  private static final int MAX_LABEL_LENGTH = 250;

  private final ModelImport request;
  private final boolean isByPosition;

  ImportedEncoding(ModelImport request) {
    this.request = request;
    isByPosition = Boolean.TRUE.equals(request.byPosition());
  }

  /**
   * Returns the encoding.
   *
   * @param weights the number of weights
   * @throws InvalidInputException with pointers into the import
   */
  TableEncoding checked(int weights) {
    TableEncoding columns = request.columns() == null ? ofNames(weights) : ofColumns(weights);
    List<String> passedOver = passedOver(columns);
    return new TableEncoding(
        columns.columns(), columns.isNamed(), passedOver, classes(request.classes()));
  }

  private TableEncoding ofNames(int weights) {
    List<String> names = request.featureNames();
    return TableEncoding.ofNumbers(
        names == null ? null : Dataset.checkedFeatureNames(names, weights), weights);
  }

  private TableEncoding ofColumns(int weights) {
    List<ColumnResponse> given = Objects.requireNonNull(request.columns());
    List<Column> columns = new ArrayList<>(given.size());
    int feature = 0;
    for (int j = 0; j < given.size(); j++) {
      Column column = new ImportedColumn(given.get(j), j).checked(isByPosition, feature);
      columns.add(column);
      feature += column.featureNames().size();
    }
    TableEncoding encoding =
        new TableEncoding(List.copyOf(columns), !isByPosition, List.of(), null);
    requireNames(encoding.columnNames());
    if (feature != weights) {
      throw new InvalidInputException(
          Reason.WRONG_FEATURE_COUNT,
          "columns",
          "The columns become %s, W has %s."
              .formatted(Count.of(feature, "feature"), Count.of(weights, "weight")));
    }
    requireFeatureNames(encoding);
    return encoding;
  }

  private static void requireNames(List<String> names) {
    try {
      Dataset.checkedFeatureNames(names, names.size());
    } catch (InvalidInputException e) {
      throw e.map(
          fault ->
              new InvalidInputException.Fault(
                  fault.pointer().replace("featureNames", "columns") + "/name",
                  "A column's" + fault.detail().substring("A feature".length())));
    }
  }

  private void requireFeatureNames(TableEncoding encoding) {
    Set<String> seen = new HashSet<>();
    for (String name : encoding.featureNames()) {
      if (!seen.add(name)) {
        throw new InvalidInputException(
            Reason.INVALID_FEATURE_NAMES,
            "columns",
            "Two features would be named %s.".formatted(Quoted.of(name)));
      }
    }
    if (request.featureNames() != null && !request.featureNames().equals(encoding.featureNames())) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          "featureNames",
          "The names differ from those that the columns give; leave featureNames out.");
    }
  }

  private List<String> passedOver(TableEncoding encoding) {
    List<String> names = request.passedOver() == null ? List.of() : request.passedOver();
    if (!names.isEmpty() && !encoding.isNamed()) {
      throw invalid("passedOver", "Columns that have no names are not passed over by name.");
    }
    Set<String> columns = new HashSet<>(encoding.columnNames());
    for (int k = 0; k < names.size(); k++) {
      if (columns.contains(names.get(k))) {
        throw invalid("passedOver/" + k, "A column of the model cannot be passed over.");
      }
    }
    return List.copyOf(names);
  }

  private static @Nullable Classes classes(@Nullable ClassesResponse given) {
    if (given == null) {
      return null;
    }
    ClassLabel negative = label(given.negative(), "negative");
    ClassLabel positive = label(given.positive(), "positive");
    if (negative.text().equals(positive.text())) {
      throw invalid("classes/positive", "The two classes must have different labels.");
    }
    return new Classes(negative, positive);
  }

  private static ClassLabel label(@Nullable Object given, String field) {
    String pointer = "classes/" + field;
    if (given == null) {
      throw InvalidInputException.missing(pointer);
    }
    boolean isUsable =
        switch (given) {
          case Boolean _ -> true;
          case Number number -> Double.isFinite(number.doubleValue());
          case String text -> !text.isBlank() && text.length() <= MAX_LABEL_LENGTH;
          default -> false;
        };
    if (!isUsable) {
      throw invalid(
          pointer,
          "A label must be a number, a truth value or a text of 1 to %d characters, not blank."
              .formatted(MAX_LABEL_LENGTH));
    }
    return ClassLabel.ofValue(given);
  }

  static InvalidInputException invalid(String pointer, String detail) {
    return new InvalidInputException(Reason.INVALID_COLUMNS, pointer, detail);
  }
}
