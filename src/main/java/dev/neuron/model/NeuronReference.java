package dev.neuron.model;

import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.table.Classes;
import dev.neuron.table.RowEncoder;
import dev.neuron.table.Table;
import dev.neuron.table.TableEncoding;
import dev.neuron.table.UnknownCategories;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The neuron that a request means: a model, or W and b in the request itself.
 *
 * @param modelId id or name of a model; excludes W and b
 * @param weights W
 * @param bias b
 */
public record NeuronReference(
    @Nullable String modelId, double @Nullable [] weights, @Nullable Double bias) {

  /**
   * The neuron.
   *
   * @param modelId id of the model; null if the neuron came with the request
   * @param featureNames d names, if the features have names
   * @param kept how a table becomes features; null if nothing is known but the names
   */
  public record Found(
      @Nullable String modelId,
      NeuronParameters parameters,
      @Nullable List<String> featureNames,
      @Nullable TableEncoding kept) {

    public static Found of(ModelSnapshot snapshot) {
      return new Found(
          snapshot.id(),
          snapshot.parameters(),
          snapshot.featureNames(),
          snapshot.content().encoding());
    }

    /** How a table becomes features of the neuron. */
    public TableEncoding encoding() {
      return kept == null ? TableEncoding.ofNumbers(featureNames, parameters.features()) : kept;
    }

    /** The two classes; null if they have no names. */
    public @Nullable Classes classes() {
      return kept == null ? null : kept.classes();
    }

    /** True if columns are found by name, false if by position. */
    public boolean hasNamedColumns() {
      return kept == null ? featureNames != null : kept.isNamed();
    }

    /**
     * The features of rows, of which unknown levels are refused.
     *
     * @throws InvalidInputException as {@link #features(Table, RowOptions)}
     */
    public Matrix features(Table rows) {
      return features(rows, RowOptions.DEFAULTS);
    }

    /**
     * The features of rows, in the order of the neuron's. Columns with names are found by name.
     *
     * @throws InvalidInputException if columns or cells do not fit the neuron, with locations
     *     relative to the rows
     */
    public Matrix features(Table rows, RowOptions options) {
      if (rows.columnNames() != null && !hasNamedColumns()) {
        throw new InvalidInputException(
            Reason.FEATURE_NAME_MISMATCH,
            "",
            "This model's features have no names; give rows as arrays of numbers.");
      }
      return featuresByNameOrPosition(rows, options);
    }

    /** The features of rows like {@link #features}, by position if the neuron has no names. */
    public Matrix featuresByNameOrPosition(Table rows, RowOptions options) {
      boolean isPlain =
          rows.isNumbersAlone()
              && (rows.columnNames() == null || rows.columnNames().equals(featureNames))
              && (kept == null || kept.isOfNumbersAlone());
      return isPlain
          ? rows.numbers()
          : new RowEncoder(encoding(), options.unknownOrRefuse(), options.passesOverUnknown())
              .features(rows);
    }
  }

  /**
   * How rows to predict for are read.
   *
   * @param unknownCategories how levels that the training has not seen are treated; null to refuse
   *     them
   * @param passesOverUnknown true if columns that the model does not know are passed over
   */
  public record RowOptions(
      @Nullable UnknownCategories unknownCategories, boolean passesOverUnknown) {

    /** Unknown levels and columns are refused. */
    public static final RowOptions DEFAULTS = new RowOptions(null, false);

    UnknownCategories unknownOrRefuse() {
      return unknownCategories == null ? UnknownCategories.REFUSE : unknownCategories;
    }
  }

  /**
   * Finds the neuron.
   *
   * @param owner whose models may be meant
   * @throws InvalidInputException with pointers {@code modelId}, {@code W/…} and {@code b}
   * @throws ModelStoreException if there is no such model
   */
  public Found find(ModelStore store, Owner owner) {
    if (modelId == null) {
      if (weights == null && bias == null) {
        throw InvalidInputException.missing("modelId");
      }
      return new Found(null, NeuronParameters.given(weights, bias), null, null);
    }
    if (weights != null || bias != null) {
      throw new InvalidInputException(
          Reason.CONFLICTING_FIELDS,
          weights == null ? "b" : "W",
          "modelId and W with b exclude each other; give one.");
    }
    try {
      return Found.of(store.get(owner, modelId));
    } catch (ModelStoreException e) {
      throw e.at("modelId");
    }
  }
}
