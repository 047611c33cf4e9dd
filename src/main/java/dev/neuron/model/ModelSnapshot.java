package dev.neuron.model;

import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.diagnosis.Finding;
import dev.neuron.table.TableEncoding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A neuron as it was when its training ended, or as it was imported. Immutable.
 *
 * @param id made by the store, cannot be guessed
 * @param createdAt when the store took it; later for every later one
 * @param content what was put into the store
 */
public record ModelSnapshot(String id, Instant createdAt, Content content) {

  /**
   * The content of a snapshot.
   *
   * @param owner its owner
   * @param name its name, if it has one
   * @param parameters W and b
   * @param featureNames d names, if the features have names
   * @param encoding how a table becomes features; null if it was stored before there were any
   * @param origin the training it came from; null if it was imported
   */
  public record Content(
      Owner owner,
      @Nullable String name,
      NeuronParameters parameters,
      @Nullable List<String> featureNames,
      @Nullable TableEncoding encoding,
      @Nullable Provenance origin) {

    private static final int OVERHEAD_BYTES = 2048;

    /** A content of whose table nothing is known but the names of its features. */
    public Content(
        Owner owner,
        @Nullable String name,
        NeuronParameters parameters,
        @Nullable List<String> featureNames,
        @Nullable Provenance origin) {
      this(owner, name, parameters, featureNames, null, origin);
    }

    /** About how much memory the snapshot takes. */
    public long estimatedBytes() {
      long numbers = parameters.features();
      if (origin != null) {
        numbers += parameters.features(); // the start, which may be kept too
        numbers += origin.estimatedNumbers();
      }
      long characters = 0;
      for (String featureName : featureNames == null ? List.<String>of() : featureNames) {
        characters += OVERHEAD_BYTES / 32 + 2L * featureName.length();
      }
      if (origin != null) {
        characters += origin.findings().stream().mapToLong(Finding::estimatedBytes).sum();
      }
      long columns = encoding == null ? 0 : encoding.estimatedBytes();
      return OVERHEAD_BYTES + Double.BYTES * numbers + characters + columns;
    }
  }

  /** Its name, or its id if it has none: letters, digits, {@code . _ -} alone. */
  public String title() {
    return content.name() == null ? id : content.name();
  }

  /** Its version among those with its name: the creation time in microseconds, never reused. */
  public String version() {
    return String.valueOf(CreationTimes.toMicros(createdAt));
  }

  public NeuronParameters parameters() {
    return content.parameters();
  }

  public @Nullable List<String> featureNames() {
    return content.featureNames();
  }

  /** How a table becomes the features of this neuron. */
  public TableEncoding encoding() {
    TableEncoding kept = content.encoding();
    return kept == null
        ? TableEncoding.ofNumbers(content.featureNames(), parameters().features())
        : kept;
  }
}
