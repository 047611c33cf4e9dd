package dev.neuron.diagnosis;

import dev.neuron.table.TableEncoding;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Something that hinders learning, or that a learner should know of the data. */
@Schema(description = "Something that hinders learning, or that is worth knowing of the data")
public record Finding(
    @Schema(requiredMode = Schema.RequiredMode.REQUIRED) Code code,
    @Schema(description = "The feature that shows it most; x1, x2, … if the features have no names")
        @Nullable String feature,
    @Schema(description = "Index of that feature, from 0") @Nullable Integer featureIndex,
    @Schema(
            description = "The number that shows it; the message says of what",
            requiredMode = Schema.RequiredMode.REQUIRED)
        double value,
    @Schema(description = "What it means", requiredMode = Schema.RequiredMode.REQUIRED)
        String message,
    @Schema(description = "What to do", requiredMode = Schema.RequiredMode.REQUIRED)
        String suggestion,
    @Schema(description = "The suggestion as a change of the request, if it is one")
        @Nullable SuggestedChange cure,
    @Schema(description = "The suggestion as a change of the rows, if it is one")
        @Nullable RowChange rowChange) {

  /**
   * The kinds of finding: of the data as they came, of the data, and of what came of a training.
   */
  public enum Code {
    /** A CSV table whose first line was taken as data, since it holds numbers alone. */
    NO_HEADER,
    /** A first column without a name that counts the rows, and was left out. */
    INDEX_COLUMN,
    /** A column that was taken as a category although some of its cells are numbers. */
    MIXED_COLUMN,
    /** Rows with missing cells that were left out. */
    DROPPED_ROWS,
    /** Features whose values are far larger or smaller than the 1 that the bias sees. */
    UNSCALED_FEATURE,
    /** A feature that has one value in all rows. */
    CONSTANT_FEATURE,
    /** A feature that is 1 in all rows, which is what the bias multiplies. */
    SAME_AS_BIAS,
    /** A feature with the same values as another. */
    DUPLICATE_FEATURE,
    /** All targets are equal. */
    ONE_CLASS,
    /** Few rows are of one class, so that always saying the other is nearly right. */
    IMBALANCED,
    /** Equal rows with different targets. */
    CONTRADICTING_ROWS,
    /** No neuron tells the classes apart. */
    NOT_SEPARABLE,
    /** The classes are apart without an error, so that W would grow for ever. */
    SEPARABLE,
    /** The loss rises or swings. */
    RATE_TOO_HIGH,
    /** The loss has hardly begun to fall. */
    RATE_TOO_LOW,
    /** More epochs would lower the loss. */
    STILL_FALLING,
    /** ŷ (1 − ŷ) has vanished, and the gradient with it. */
    SATURATED,
    /** The loss of the rows held out has risen. */
    OVERFITTING
  }

  /** A finding on the data or the training as a whole. */
  static Finding of(
      Code code, double value, String message, String suggestion, @Nullable SuggestedChange cure) {
    return new Finding(code, null, null, value, message, suggestion, cure, null);
  }

  /** A copy that suggests a change of the rows. */
  Finding with(@Nullable RowChange change) {
    return new Finding(code, feature, featureIndex, value, message, suggestion, cure, change);
  }

  /** A copy that suggests another change of the request. */
  Finding with(@Nullable SuggestedChange change) {
    return new Finding(code, feature, featureIndex, value, message, suggestion, change, rowChange);
  }

  /** A copy that suggests to leave out columns of a table instead of features. */
  public Finding inColumns(TableEncoding encoding) {
    return cure == null ? this : with(cure.inColumns(encoding));
  }

  /** About how much memory it takes. */
  public long estimatedBytes() {
    return 256L + message.length() + suggestion.length();
  }
}
