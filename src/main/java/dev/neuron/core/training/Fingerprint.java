package dev.neuron.core.training;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.math.Sha256;
import dev.neuron.core.neuron.NeuronParameters;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 of everything that decides a training's bits: the dataset, the effective hyperparameters
 * and the version of the numerics. Numbers are hashed as their 8 little-endian bytes, so 0 and −0
 * differ; feature names do not count.
 */
public final class Fingerprint {

  /** The version of the numerics, which every change that alters a bit of any result raises. */
  static final int NUMERICS_VERSION = 2;

  private static final int BUFFER_BYTES = 1024;
  private static final long ABSENT = -1;

  private final MessageDigest digest = Sha256.begin();
  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  private Fingerprint() {}

  /** The hash of n, d, x, y and the sample weights: 32 bytes. */
  public static byte[] of(Dataset dataset) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(dataset.rows());
    fingerprint.add(dataset.features());
    fingerprint.add(dataset.x().values(), dataset.rows() * dataset.features());
    fingerprint.add(dataset.y(), dataset.rows());
    fingerprint.addOptional(dataset.sampleWeights());
    return fingerprint.hash();
  }

  /**
   * The hash of a dataset whose rows come in parts: 32 bytes.
   *
   * @param rows how many rows all parts have together
   * @param features how many features each part has
   * @param isWeighted whether each part has sample weights
   */
  public static byte[] of(int rows, int features, boolean isWeighted, Stream<Dataset> parts) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(rows);
    fingerprint.add(features);
    DoubleBuffer y = DoubleBuffer.allocate(rows);
    DoubleBuffer weights = isWeighted ? DoubleBuffer.allocate(rows) : null;
    parts.forEachOrdered(
        part -> {
          fingerprint.add(part.x().values(), part.rows() * features);
          y.put(part.y(), 0, part.rows());
          if (weights != null && part.sampleWeights() != null) {
            weights.put(part.sampleWeights(), 0, part.rows());
          }
        });
    fingerprint.add(y.array(), rows);
    fingerprint.addOptional(weights == null ? null : weights.array());
    return fingerprint.hash();
  }

  /**
   * The hash of a training: 32 bytes.
   *
   * @param datasetSha256 the dataset's
   * @param hyperparameters the effective ones
   * @param cutShortAfter after how many epochs it was cancelled or overdue; null if it was not
   */
  static byte[] of(
      byte[] datasetSha256, Hyperparameters hyperparameters, @Nullable Integer cutShortAfter) {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(NUMERICS_VERSION);
    fingerprint.add(datasetSha256);
    fingerprint.add(hyperparameters);
    fingerprint.add(cutShortAfter == null ? ABSENT : cutShortAfter);
    return fingerprint.hash();
  }

  private void add(Hyperparameters hyperparameters) {
    add(hyperparameters.learningRate());
    add(hyperparameters.epochs());
    add(hyperparameters.batchSize() == null ? ABSENT : hyperparameters.batchSize());
    add(Boolean.TRUE.equals(hyperparameters.shuffle()) ? 1 : 0);
    add(hyperparameters.seed());
    add(hyperparameters.momentum());
    add(hyperparameters.l2());
    add(hyperparameters.loss().name());
    add(hyperparameters.initialization().name());
    NeuronParameters initial = hyperparameters.initial();
    addOptional(initial == null ? null : initial.toArray());
    add(hyperparameters.standardize() ? 1 : 0);
    Double tolerance = hyperparameters.tolerance();
    addOptional(tolerance == null ? null : new double[] {tolerance});
    add(hyperparameters.patience());
    add(hyperparameters.validationFraction());
    add(hyperparameters.split().name());
    add(hyperparameters.lossHistoryPoints());
    if (hyperparameters.solver() != Solver.GRADIENT_DESCENT) {
      add(hyperparameters.solver().name()); // those of gradient descent are older than the others
    }
  }

  private void addOptional(double @Nullable [] values) {
    if (values == null) {
      add(ABSENT);
    } else {
      add(values.length);
      add(values, values.length);
    }
  }

  private void add(double[] values, int length) {
    for (int i = 0; i < length; i++) {
      add(values[i]);
    }
  }

  private void add(String name) {
    add(name.length());
    add(name.getBytes(StandardCharsets.UTF_8));
  }

  private void add(byte[] bytes) {
    flush();
    digest.update(bytes);
  }

  private void add(double value) {
    add(Double.doubleToRawLongBits(value));
  }

  private void add(long bits) {
    if (!buffer.hasRemaining()) {
      flush();
    }
    buffer.putLong(bits);
  }

  private void flush() {
    digest.update(buffer.flip());
    buffer.clear();
  }

  private byte[] hash() {
    flush();
    return digest.digest();
  }
}
