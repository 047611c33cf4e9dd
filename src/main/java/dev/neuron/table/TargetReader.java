package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the column of the target: numbers in [0, 1], or two classes. */
final class TargetReader {

  /** Numbers of more different values are a quantity that is out of range, and no classes. */
  private static final int MAX_NUMBERS_AS_CLASSES = 10;

  private static final int MAX_LISTED = 10;

  private final RawDataset raw;
  private final int column;
  private final RowSelection rows;
  private final CellFaults faults;
  private final Map<ClassLabel, Integer> indexes = new HashMap<>();
  private final List<ClassLabel> labels = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final List<Integer> firstRows = new ArrayList<>();
  private boolean hasMore;
  private boolean isOfNumbers = true;

  TargetReader(RawDataset raw, int column, RowSelection rows, CellFaults faults) {
    this.raw = raw;
    this.column = column;
    this.rows = rows;
    this.faults = faults;
  }

  /**
   * The targets.
   *
   * @param y a number for each row that is kept
   * @param classes null if targets are numbers in [0, 1] other than 0 and 1
   */
  record Targets(double[] y, @Nullable Classes classes) {}

  /**
   * Reads the targets.
   *
   * @param given the classes of a model to start from; null to find them
   * @throws InvalidInputException if there are not two classes
   */
  Targets read(@Nullable Classes given) {
    int[] labelOfRow = readLabels();
    if (given != null) {
      return inClasses(labelOfRow, given, false);
    }
    String positive = raw.options().positive();
    if (positive == null && isOfNumbers && !hasMore && areAllInRange()) {
      return numbers(labelOfRow);
    }
    if (positive == null && isOfNumbers && isQuantity()) {
      return new Targets(plain(), null); // the dataset refuses those that are out of range
    }
    if (labels.isEmpty()) { // all are missing
      return new Targets(new double[rows.count()], null);
    }
    return inClasses(labelOfRow, positive == null ? ofTwo() : withPositive(positive), true);
  }

  /** Reads the label of each row: an index, or −1 if it is missing or not kept. */
  private int[] readLabels() {
    int[] labelOfRow = new int[rows.count()];
    ColumnTexts texts = raw.texts(column);
    for (int i = 0; i < labelOfRow.length; i++) {
      int row = rows.row(i);
      double cell = raw.cell(row, column);
      if (Double.isNaN(cell) && ColumnTexts.isMissing(cell)) {
        faults.addMissingTarget(() -> raw.locate(row, column));
        labelOfRow[i] = -1;
      } else {
        labelOfRow[i] = index(label(cell, texts), row);
      }
    }
    return labelOfRow;
  }

  private @Nullable ClassLabel label(double cell, @Nullable ColumnTexts texts) {
    if (!Double.isNaN(cell)) {
      return ClassLabel.of(cell);
    }
    if (texts == null || ColumnTexts.isDropped(cell)) {
      isOfNumbers = false;
      return null;
    }
    CellText text = texts.text(cell);
    boolean isNumber = text.isNumber() && !Double.isNaN(Numerals.parsed(text.text()));
    isOfNumbers &= isNumber;
    return isNumber ? ClassLabel.of(text.number()) : ClassLabel.of(text);
  }

  private int index(@Nullable ClassLabel label, int row) {
    Integer known = label == null ? null : indexes.get(label);
    if (known != null) {
      counts.set(known, counts.get(known) + 1);
      return known;
    }
    if (label == null || labels.size() == ColumnTexts.MAX_TEXTS) {
      hasMore = true;
      return -1;
    }
    indexes.put(label, labels.size());
    labels.add(label);
    counts.add(1);
    firstRows.add(row);
    return labels.size() - 1;
  }

  /**
   * True if the target is a quantity: one number in every row, or too many different ones for
   * classes.
   */
  private boolean isQuantity() {
    return hasMore || labels.size() == 1 || labels.size() > MAX_NUMBERS_AS_CLASSES;
  }

  private boolean areAllInRange() {
    return labels.stream()
        .allMatch(label -> label.number() != null && label.number() >= 0 && label.number() <= 1);
  }

  private Targets numbers(int[] labelOfRow) {
    double[] y = new double[labelOfRow.length];
    for (int i = 0; i < y.length; i++) {
      Double number = labelOfRow[i] < 0 ? null : labels.get(labelOfRow[i]).number();
      y[i] = number == null ? 0 : number;
    }
    boolean isBinary =
        labels.stream()
            .allMatch(label -> label.equals(ClassLabel.ZERO) || label.equals(ClassLabel.ONE));
    return new Targets(y, isBinary ? Classes.ZERO_AND_ONE : null);
  }

  private double[] plain() {
    double[] y = new double[rows.count()];
    ColumnTexts texts = raw.texts(column);
    for (int i = 0; i < y.length; i++) {
      double cell = raw.cell(rows.row(i), column);
      boolean isText = Double.isNaN(cell) && !ColumnTexts.isMissing(cell) && texts != null;
      y[i] = isText && texts != null ? texts.text(cell).number() : cell;
      y[i] = Double.isNaN(y[i]) ? 0 : y[i];
    }
    return y;
  }

  private Classes ofTwo() {
    if (hasMore || labels.size() > 2) {
      throw moreThanTwo();
    }
    if (labels.size() == 1) {
      faults.throwIfAny(""); // a missing target may be the other class
      throw single();
    }
    ClassLabel first = labels.get(0);
    ClassLabel second = labels.get(1);
    boolean isFirstPositive =
        KnownWords.areYesAndNo(first.text(), second.text())
            || (!KnownWords.areYesAndNo(second.text(), first.text()) && compare(first, second) > 0);
    return isFirstPositive ? new Classes(second, first) : new Classes(first, second);
  }

  private static int compare(ClassLabel a, ClassLabel b) {
    return a.number() != null && b.number() != null
        ? Double.compare(a.number(), b.number())
        : LevelCounts.BY_CODE_POINTS.compare(a.text(), b.text());
  }

  private Classes withPositive(String asked) {
    ClassLabel positive =
        labels.stream()
            .filter(label -> label.isMeantBy(asked))
            .findFirst()
            .orElseThrow(() -> unknown(raw.placeOf("positive"), asked));
    List<ClassLabel> others = labels.stream().filter(label -> !label.equals(positive)).toList();
    if (others.isEmpty() && !hasMore) {
      throw single();
    }
    return new Classes(
        others.size() == 1 && !hasMore
            ? others.getFirst()
            : ClassLabel.of("not " + positive.text()),
        positive);
  }

  /**
   * Returns 1 for the positive class and 0 for the other.
   *
   * @param takesOthers true if each other value belongs to the negative class
   */
  private Targets inClasses(int[] labelOfRow, Classes classes, boolean takesOthers) {
    double[] y = new double[labelOfRow.length];
    for (int k = 0; k < labels.size(); k++) {
      boolean isKnown =
          labels.get(k).equals(classes.positive()) || labels.get(k).equals(classes.negative());
      if (!isKnown && !takesOthers) {
        throw unknown(raw.locate(firstRows.get(k), column), labels.get(k).text());
      }
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = labelOfRow[i] >= 0 && labels.get(labelOfRow[i]).equals(classes.positive()) ? 1 : 0;
    }
    return new Targets(y, classes);
  }

  private InvalidInputException unknown(ErrorLocation place, String asked) {
    return new InvalidInputException(
        Reason.UNKNOWN_CLASS,
        place,
        place.describe(
            "The target %s has no value %s; it has %s."
                .formatted(Quoted.of(raw.name(column)), Quoted.of(asked), listed())));
  }

  private InvalidInputException single() {
    return new InvalidInputException(
        Reason.SINGLE_CLASS,
        raw.placeOf("target"),
        "The target %s has the value %s in every row; a neuron needs rows of two classes."
            .formatted(Quoted.of(raw.name(column)), Quoted.of(labels.getFirst().text())));
  }

  private InvalidInputException moreThanTwo() {
    int rarest = 0;
    for (int k = 1; k < labels.size(); k++) {
      rarest = counts.get(k) < counts.get(rarest) ? k : rarest;
    }
    ErrorLocation place =
        labels.isEmpty() ? raw.placeOf("target") : raw.locate(firstRows.get(rarest), column);
    String example = labels.isEmpty() ? "setosa" : labels.getFirst().text();
    return new InvalidInputException(
        Reason.MORE_THAN_TWO_CLASSES,
        place,
        place.describe(
            "the target %s has %s%d different values: %s. One neuron tells two classes apart; %s trains %s or not."
                .formatted(
                    Quoted.of(raw.name(column)),
                    hasMore ? "more than " : "",
                    labels.size(),
                    listed(),
                    raw.written("positive", shortened(example)),
                    Quoted.of(example))));
  }

  private static String shortened(String text) {
    return text.length() <= Quoted.MAX_LENGTH ? text : text.substring(0, Quoted.MAX_LENGTH) + "…";
  }

  private String listed() {
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      order.add(k);
    }
    order.sort(Comparator.comparingInt(k -> -counts.get(k)));
    return order.stream()
        .limit(MAX_LISTED)
        .map(k -> Quoted.of(labels.get(k).text()) + " (" + counts.get(k) + ")")
        .collect(Collectors.joining(", ", "", labels.size() > MAX_LISTED ? ", …" : ""));
  }
}
