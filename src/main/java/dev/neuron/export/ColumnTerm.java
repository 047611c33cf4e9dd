package dev.neuron.export;

import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.CategoryColumn.Level;
import dev.neuron.table.Column;
import dev.neuron.table.NumberColumn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of the logit h that a column contributes. */
sealed interface ColumnTerm {

  /** The name of the column. */
  String name();

  /**
   * A number times a weight.
   *
   * @param fill the number that stands for a missing cell; null if none does
   */
  record OfNumber(String name, double weight, @Nullable Double fill) implements ColumnTerm {}

  /**
   * A weight for each level.
   *
   * @param missingWeight the weight of missing cells; null if they are no level
   * @param isYesOrNo true if the case of the levels does not matter
   */
  record OfCategory(
      String name, List<LevelWeight> levels, @Nullable Double missingWeight, boolean isYesOrNo)
      implements ColumnTerm {}

  /**
   * The weight of a level; 0 for the reference.
   *
   * @param number the number that is written as this level; null if there is none
   */
  record LevelWeight(String level, @Nullable Double number, double weight) {}

  /** Returns the terms of all columns, whose sum with b is h. */
  static List<ColumnTerm> of(ExportedNeuron neuron) {
    List<ColumnTerm> terms = new ArrayList<>();
    int first = 0;
    for (Column column : neuron.model().encoding().columns()) {
      terms.add(
          switch (column) {
            case NumberColumn number ->
                new OfNumber(number.name(), neuron.parameters().weight(first), number.fill());
            case CategoryColumn category -> ofCategory(category, neuron.parameters(), first);
          });
      first += column.featureNames().size();
    }
    return terms;
  }

  private static OfCategory ofCategory(
      CategoryColumn column, NeuronParameters parameters, int first) {
    List<LevelWeight> levels = new ArrayList<>();
    for (int k = 0; k < column.levels().size(); k++) {
      Level level = column.levels().get(k);
      int feature = column.feature(k);
      double weight = feature < 0 ? 0 : parameters.weight(first + feature);
      levels.add(new LevelWeight(level.value(), level.number(), weight));
    }
    Double missing =
        column.hasMissingLevel()
            ? (Double) parameters.weight(first + column.missingFeature())
            : null;
    return new OfCategory(column.name(), levels, missing, column.isYesOrNo());
  }
}
