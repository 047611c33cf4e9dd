package dev.neuron.model;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.ClassLabel;
import dev.neuron.table.Classes;
import dev.neuron.table.Column;
import dev.neuron.table.NumberColumn;
import dev.neuron.table.TableEncoding;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.util.ByteBufferBackedOutputStream;
import tools.jackson.databind.util.StdConverter;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Encodes the contents of snapshots, for stores that keep them outside of this process: one byte
 * for the version of the format, then CBOR with a {@link ContentChecksum}. Doubles keep their bits.
 * Fields that a later version adds are ignored.
 */
public final class SnapshotCodec {

  private static final byte FORM = 1;

  private static final CBORMapper MAPPER =
      CBORMapper.builder()
          .addMixIn(NeuronParameters.class, ParametersMixIn.class)
          .addMixIn(Dataset.class, DatasetMixIn.class)
          .addMixIn(Column.class, ColumnMixIn.class)
          .addMixIn(TableEncoding.class, FieldsAlone.class)
          .addMixIn(NumberColumn.class, FieldsAlone.class)
          .addMixIn(CategoryColumn.class, FieldsAlone.class)
          .addMixIn(Classes.class, FieldsAlone.class)
          .addMixIn(ClassLabel.class, FieldsAlone.class)
          .build();

  private SnapshotCodec() {}

  /** Encodes the content of a snapshot. */
  public static byte[] encode(ModelSnapshot.Content content) {
    // Written twice, first for the length alone: bytes that grow would take several times as much
    // memory.
    Length length = new Length();
    MAPPER.writeValue(length, content);
    byte[] bytes = new byte[length.bytes + ContentChecksum.LENGTH];
    bytes[0] = FORM;
    ByteBuffer cbor = ByteBuffer.wrap(bytes, 1, length.bytes);
    MAPPER.writeValue(new ByteBufferBackedOutputStream(cbor), content);
    ContentChecksum.write(bytes);
    return bytes;
  }

  /**
   * Decodes the content of a snapshot.
   *
   * @throws IllegalArgumentException if the bytes are not those of {@link #encode}, of this version
   *     or one before
   */
  public static ModelSnapshot.Content decode(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != FORM) {
      throw new IllegalArgumentException("its form is not known here");
    }
    if (ContentChecksum.isWrong(bytes)) {
      throw new IllegalArgumentException("its checksum is not that of its bytes");
    }
    try {
      return MAPPER.readValue(bytes, 1, bytes.length - 1, ModelSnapshot.Content.class);
    } catch (RuntimeException e) { // whatever the damaged numbers of an older version lead to
      throw new IllegalArgumentException("it is not the CBOR of a model", e);
    }
  }

  /** Counts bytes, and drops them. */
  private static final class Length extends OutputStream {
    private int bytes;

    @Override
    public void write(int b) {
      bytes = Math.incrementExact(bytes);
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      bytes = Math.addExact(bytes, length);
    }
  }

  @JsonAutoDetect(getterVisibility = Visibility.NONE, isGetterVisibility = Visibility.NONE)
  private abstract static class ParametersMixIn {
    @JsonCreator
    @SuppressWarnings("UnusedVariable") // what it is given is all that it says
    ParametersMixIn(@JsonProperty("weights") double[] weights, @JsonProperty("bias") double bias) {}

    @JsonProperty("weights")
    abstract double[] weights();

    @JsonProperty("bias")
    abstract double bias();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = NumberColumn.class, name = "number"),
    @JsonSubTypes.Type(value = CategoryColumn.class, name = "category")
  })
  private interface ColumnMixIn {}

  /** Writes the components of a record, and not what it can work out of them. */
  @JsonAutoDetect(
      fieldVisibility = Visibility.ANY,
      getterVisibility = Visibility.NONE,
      isGetterVisibility = Visibility.NONE)
  private interface FieldsAlone {}

  @JsonSerialize(converter = ToArrays.class)
  @JsonDeserialize(converter = FromArrays.class)
  private interface DatasetMixIn {}

  /**
   * A dataset: n · d values, row by row, n targets, n weights if rows have some, d names if any.
   */
  private record Arrays(
      double[] x,
      double[] y,
      double @Nullable [] sampleWeights,
      @Nullable List<String> featureNames) {}

  private static final class ToArrays extends StdConverter<Dataset, Arrays> {
    @Override
    public Arrays convert(Dataset dataset) {
      int d = dataset.features();
      double[] x = new double[dataset.rows() * d];
      double[] y = new double[dataset.rows()];
      double[] weights = dataset.isWeighted() ? new double[dataset.rows()] : null;
      for (int i = 0; i < y.length; i++) {
        for (int j = 0; j < d; j++) {
          x[i * d + j] = dataset.value(i, j);
        }
        y[i] = dataset.target(i);
        if (weights != null) {
          weights[i] = dataset.weight(i);
        }
      }
      return new Arrays(x, y, weights, dataset.featureNames());
    }
  }

  private static final class FromArrays extends StdConverter<Arrays, Dataset> {
    @Override
    public Dataset convert(Arrays arrays) {
      int rows = arrays.y().length;
      Matrix x = Matrix.ofArray(arrays.x(), rows, arrays.x().length / rows);
      return Dataset.of(x, arrays.y(), arrays.sampleWeights(), arrays.featureNames());
    }
  }
}
