package dev.neuron.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Quoted;
import java.util.ArrayList;
import java.util.Arrays;
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

  private static final int NONE = -1;

  private final RawDataset raw;
  private final int column;
  private final CellFaults faults;
  private final Map<ClassLabel, Integer> indexes = new HashMap<>();
  private final List<ClassLabel> labels = new ArrayList<>();
  private final List<Integer> counts = new ArrayList<>();
  private final List<Integer> firstRows = new ArrayList<>();
  private double[] weights = new double[2];
  private double weightOfOthers;
  private boolean hasMore;

  /** The first row whose label is none of those that are kept. */
  private int firstOther;

  private boolean isOfNumbers = true;
  private boolean isAnyOutOfRange;

  /** The two cells that were looked up last, and the indexes of their labels. */
  private final long[] recentCells = new long[2];

  private final int[] recentIndexes = {NONE, NONE};

  TargetReader(RawDataset raw, int column, CellFaults faults) {
    this.raw = raw;
    this.column = column;
    this.faults = faults;
  }

  /**
   * Reads a target.
   *
   * @param texts those in the column so far; null if it has none
   * @param weight of the row
   */
  void add(int row, double cell, @Nullable ColumnTexts texts, double weight) {
    isAnyOutOfRange |= cell < 0 || cell > 1;
    int index = recent(cell);
    if (index == NONE) {
      if (Double.isNaN(cell) && ColumnTexts.isMissing(cell)) {
        faults.addMissingTarget(() -> raw.locate(row, column));
        return;
      }
      index = index(label(cell, texts), row);
      if (index == NONE) {
        weightOfOthers += weight;
        return;
      }
      recentCells[1] = recentCells[0];
      recentIndexes[1] = recentIndexes[0];
      recentCells[0] = Double.doubleToRawLongBits(cell);
      recentIndexes[0] = index;
    }
    counts.set(index, counts.get(index) + 1);
    weights[index] += weight;
  }

  private int recent(double cell) {
    long bits = Double.doubleToRawLongBits(cell);
    if (bits == recentCells[0]) {
      return recentIndexes[0];
    }
    return bits == recentCells[1] ? recentIndexes[1] : NONE;
  }

  private @Nullable ClassLabel label(double cell, @Nullable ColumnTexts texts) {
    ClassLabel label = labelOf(cell, texts);
    isOfNumbers &= label != null && label.number() != null;
    return label;
  }

  private static @Nullable ClassLabel labelOf(double cell, @Nullable ColumnTexts texts) {
    if (!Double.isNaN(cell)) {
      return ClassLabel.of(cell);
    }
    if (texts == null || ColumnTexts.isMissing(cell) || ColumnTexts.isDropped(cell)) {
      return null;
    }
    CellText text = texts.text(cell);
    boolean isNumber = text.isNumber() && !Double.isNaN(Numerals.parsed(text.text()));
    return isNumber ? ClassLabel.of(text.number()) : ClassLabel.of(text);
  }

  private int index(@Nullable ClassLabel label, int row) {
    Double number = label == null ? null : label.number();
    isAnyOutOfRange |= number != null && (number < 0 || number > 1);
    Integer known = label == null ? null : indexes.get(label);
    if (known != null) {
      return known;
    }
    if (label == null || labels.size() == ColumnTexts.MAX_TEXTS) {
      firstOther = hasMore ? firstOther : row;
      hasMore = true;
      return NONE;
    }
    indexes.put(label, labels.size());
    labels.add(label);
    counts.add(0);
    firstRows.add(row);
    if (labels.size() > weights.length) {
      weights = Arrays.copyOf(weights, 2 * weights.length);
    }
    return labels.size() - 1;
  }

  /**
   * How targets become numbers.
   *
   * @param classes null if targets are numbers in [0, 1] other than 0 and 1
   * @param isPlain true if each number stands for itself; otherwise the positive class is 1 and all
   *     else is 0
   * @param weights the weight of all rows in the negative and in the positive class
   */
  record Targets(@Nullable Classes classes, boolean isPlain, double[] weights) {

    /** The target of a cell; 0 if it is missing or no number. */
    double number(double cell, @Nullable ColumnTexts texts) {
      if (isPlain) {
        double number = texts == null ? cell : texts.number(cell);
        return Double.isNaN(number) ? 0 : number;
      }
      ClassLabel label = labelOf(cell, texts);
      return label != null && classes != null && label.equals(classes.positive()) ? 1 : 0;
    }
  }

  /**
   * Decides how targets become numbers, when all have been read.
   *
   * @param given the classes of a model to start from; null to find them
   * @throws InvalidInputException if there are not two classes
   */
  Targets targets(@Nullable Classes given) {
    if (given != null) {
      requireKnown(given);
      return inClasses(given);
    }
    String positive = raw.options().positive();
    if (positive == null && isOfNumbers && !hasMore && areAllInRange()) {
      return new Targets(areBinary() ? Classes.ZERO_AND_ONE : null, true, ofClass(ClassLabel.ONE));
    }
    if ((positive == null && isOfNumbers && isQuantity()) || labels.isEmpty()) {
      return new Targets(null, true, new double[2]); // the dataset refuses those out of range
    }
    return inClasses(positive == null ? ofTwo() : withPositive(positive));
  }

  /** True if a number among the targets is not in [0, 1]. */
  boolean isAnyOutOfRange() {
    return isAnyOutOfRange;
  }

  private boolean areBinary() {
    return labels.stream()
        .allMatch(label -> label.equals(ClassLabel.ZERO) || label.equals(ClassLabel.ONE));
  }

  private Targets inClasses(Classes classes) {
    return new Targets(classes, false, ofClass(classes.positive()));
  }

  /** The weight of all rows but those of a class, and of the class. */
  private double[] ofClass(ClassLabel positive) {
    double[] both = {weightOfOthers, 0};
    for (int k = 0; k < labels.size(); k++) {
      both[labels.get(k).equals(positive) ? 1 : 0] += weights[k];
    }
    return both;
  }

  /** The different numbers among the targets, except those beyond the first thousand labels. */
  double[] distinctNumbers() {
    return labels.stream()
        .filter(label -> label.number() != null)
        .mapToDouble(ClassLabel::number)
        .sorted()
        .toArray();
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

  /** Refuses values that a model to start from does not know. */
  private void requireKnown(Classes classes) {
    if (hasMore) {
      throw unknown(raw.locate(firstOther, column), "…");
    }
    for (int k = 0; k < labels.size(); k++) {
      boolean isKnown =
          labels.get(k).equals(classes.positive()) || labels.get(k).equals(classes.negative());
      if (!isKnown) {
        throw unknown(raw.locate(firstRows.get(k), column), labels.get(k).text());
      }
    }
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
