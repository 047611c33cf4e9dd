package dev.neuron.http.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.Allocated;
import dev.neuron.core.data.ErrorLocation;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.core.data.InvalidInputException.Fault;
import dev.neuron.core.data.InvalidInputException.Reason;
import dev.neuron.core.data.Matrices;
import dev.neuron.core.data.Matrix;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads what numpy itself wrote: golden/generate_npy.py has the numbers. */
class NpyArrayTest {

  private static final long LIMIT = 16 << 20;
  private static final double[] VALUES = {
    0.5, -1.25, (float) 3e10, 1, -0.0, 0x1p-30, 7, 0, (float) 1e-3, 8, -9, 1
  };

  private static byte[] golden(String name) throws IOException {
    try (InputStream file =
        requireNonNull(NpyArrayTest.class.getResourceAsStream("/golden/npy/" + name + ".npy"))) {
      return file.readAllBytes();
    }
  }

  /** A version 1.0 header with this dict, and zeros after it. */
  private static byte[] array(String dict, int dataBytes) {
    byte[] text = (dict + "\n").getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes("\u0093NUMPY\u0001\u0000".getBytes(StandardCharsets.ISO_8859_1));
    out.write(text.length);
    out.write(text.length >> 8);
    out.writeBytes(text);
    out.writeBytes(new byte[dataBytes]);
    return out.toByteArray();
  }

  private static byte[] shaped(String shape, int dataBytes) {
    return array(
        "{'descr': '<f8', 'fortran_order': False, 'shape': %s, }".formatted(shape), dataBytes);
  }

  private static Matrix read(byte[] body, boolean lengthKnown) throws IOException {
    return read(body, lengthKnown, new ArrayList<>());
  }

  private static Matrix read(byte[] body, boolean lengthKnown, List<Long> reserved)
      throws IOException {
    return NpyArray.read(
        new ByteArrayInputStream(body), lengthKnown ? body.length : -1, LIMIT, reserved::add);
  }

  private static UnreadableException unreadable(byte[] body, boolean lengthKnown) {
    UnreadableException thrown =
        catchThrowableOfType(UnreadableException.class, () -> read(body, lengthKnown));
    assertThat(thrown).isNotNull();
    return thrown;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f8-c", "f8-fortran", "f4-c", "f4-fortran", "f8-version-2", "f8-version-3"})
  void golden_anyKind_hasTheSameNumbers(String name) throws IOException {
    for (boolean lengthKnown : new boolean[] {true, false}) {
      Matrix table = read(golden(name), lengthKnown);

      assertThat(table.rows()).isEqualTo(3);
      assertThat(table.columns()).isEqualTo(4);
      assertThat(Matrices.values(table)).containsExactly(VALUES);
    }
  }

  @Test
  void golden_oneDimension_isOneRow() throws IOException {
    Matrix row = read(golden("f8-one-row"), true);

    assertThat(row.rows()).isEqualTo(1);
    assertThat(Matrices.values(row)).containsExactly(Arrays.copyOf(VALUES, 4));
  }

  /** Value (i, j) is 50 i + j, in signed types less 60; truth values are those of (i + j) % 2. */
  @ParameterizedTest
  @CsvSource({
    "b1, 0, true", "i1, -60, true", "i2, -60, true", "i4, -60, false", "i8, -60, false",
    "u1, 0, true", "u2, 0, true", "u4, 0, false", "u8, 0, false", "f2, 0, true",
    "f8-big-endian, 0, false", "i4-big-endian, -60, false", "u2-big-endian, 0, true"
  })
  void golden_anyType_isReadAsItsDoubles(String type, int shift, boolean narrow)
      throws IOException {
    double[] expected = new double[12];
    for (int k = 0; k < 12; k++) {
      int i = k / 4;
      int j = k % 4;
      expected[k] = type.equals("b1") ? (i + j) % 2 : 50 * i + j + shift;
    }
    for (boolean lengthKnown : new boolean[] {true, false}) {
      List<Long> reserved = new ArrayList<>();
      assertThat(Matrices.values(read(golden("type-" + type), lengthKnown, reserved)))
          .containsExactly(expected);
      assertThat(reserved).isEqualTo(narrow ? List.of(12 * 18L) : List.of());
    }
  }

  @Test
  void golden_integersBeyondWhatADoubleHolds_areAllCounted() throws IOException {
    UnreadableException thrown = unreadable(golden("refused-beyond-double"), true);

    assertThat(thrown.type()).isEqualTo(ProblemType.UNUSABLE_CELL);
    assertThat(thrown.total()).isEqualTo(2);
    assertThat(thrown.faults())
        .extracting(Fault::place)
        .containsExactly(ErrorLocation.ofRow(0, "1"), ErrorLocation.ofRow(2, "0"));
    assertThat(thrown.detail()).startsWith("Row 0, column 1: the integer is beyond ±2⁵³");
  }

  @ParameterizedTest
  @CsvSource({
    "refused-complex, '<c16'",
    "refused-objects, Python objects",
    "refused-structured, structured",
    "refused-three-dimensions, 3 dimensions",
    "refused-no-dimensions, 0 dimensions"
  })
  void golden_anotherKind_reportsWhich(String name, String fault) throws IOException {
    UnreadableException thrown = unreadable(golden(name), true);

    assertThat(thrown.type()).isEqualTo(ProblemType.UNSUPPORTED_ARRAY);
    assertThat(thrown.detail()).contains(fault.replace("''", "'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"(0, 4)", "(4, 0)", "(0,)"})
  void shape_withAZero_isNoRows(String shape) {
    Throwable thrown = catchThrowable(() -> read(shaped(shape, 0), true));

    assertThat(thrown).isInstanceOf(InvalidInputException.class);
    assertThat(((InvalidInputException) thrown).reason()).isEqualTo(Reason.NO_ROWS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void golden_cutAnywhere_isMalformed(boolean lengthKnown) throws IOException {
    byte[] whole = golden("f8-c");
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(unreadable(cut, lengthKnown).type()).isEqualTo(ProblemType.MALFORMED_NPY);
    }
    UnreadableException longer = unreadable(Arrays.copyOf(whole, whole.length + 1), lengthKnown);
    assertThat(longer.type()).isEqualTo(ProblemType.MALFORMED_NPY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{'descr': '<f8', 'fortran_order': False}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)} x",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 1), 'more': 1}",
        "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': false, 'shape': (1, 1)}",
        "{'descr': <f8, 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': '<f8, 'fortran_order': False, 'shape': (1, 1)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': [1, 1]}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 1)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1.0, 1)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1 1)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (,)}",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (0x1, 1)}",
        "{'descr': '<f8' 'fortran_order': False, 'shape': (1, 1)}",
        "['<f8', False, (1, 1)]"
      })
  void header_notItsDict_isMalformed(String dict) {
    assertThat(unreadable(array(dict, 8), true).type()).isEqualTo(ProblemType.MALFORMED_NPY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'shape':(1,2),'descr':'<f8','fortran_order':True}",
        "{ 'fortran_order' : False , \"descr\" : \"<f8\" , 'shape' : ( 1 , 2 , ) , }      ",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }"
      })
  void header_writtenOtherwise_isRead(String dict) throws IOException {
    assertThat(Matrices.values(read(array(dict, 16), true))).containsExactly(0, 0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(9223372036854775808, 1)",
        "(9223372036854775807, 2)",
        "(4294967296, 4294967296)",
        "(3037000500, 3037000500)",
        "(1, 99999999999999999999999999999999)",
        "(2147483648, 1)",
        "(2097153, 1)",
        "(1152921504606846976, 16)",
        "(9223372036854775808,)"
      })
  void shape_beyondTheLimit_isRefusedAndNothingLargeAllocated(String shape) throws Exception {
    byte[] body = shaped(shape, 100);
    for (boolean lengthKnown : new boolean[] {true, false}) {
      UnreadableException thrown = unreadable(body, lengthKnown);
      assertThat(thrown.type()).isEqualTo(ProblemType.REQUEST_TOO_LARGE);
      assertThat(Allocated.by(() -> catchThrowable(() -> read(body, lengthKnown))))
          .isLessThan(200_000);
    }
  }

  /** Such shapes are refused however high the limit is. */
  @ParameterizedTest
  @ValueSource(strings = {"(2147483648, 1)", "(2147483640, 1)", "(65536, 65536)"})
  void shape_beyondAnArray_isRefused(String shape) {
    UnreadableException thrown =
        catchThrowableOfType(
            UnreadableException.class,
            () ->
                NpyArray.read(
                    new ByteArrayInputStream(shaped(shape, 0)), -1, Long.MAX_VALUE, _ -> {}));

    assertThat(thrown).isNotNull();
    assertThat(thrown.type()).isEqualTo(ProblemType.REQUEST_TOO_LARGE);
  }

  /**
   * 16 MB are within the limit, but without a Content-Length memory is allocated only as they
   * arrive.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shape_promisingMoreThanComes_allocatesNothingLarge(boolean lengthKnown) throws Exception {
    byte[] body = shaped("(65536, 32)", 1000);

    assertThat(unreadable(body, lengthKnown).type()).isEqualTo(ProblemType.MALFORMED_NPY);
    assertThat(Allocated.by(() -> catchThrowable(() -> read(body, lengthKnown))))
        .isLessThan(400_000);
  }

  @Test
  void header_promisingToBeLong_isRefusedAtOnce() throws Exception {
    byte[] body = golden("f8-version-2");
    Arrays.fill(body, 8, 12, (byte) 0xFF);

    assertThat(unreadable(body, false).detail()).contains("65536");
    assertThat(Allocated.by(() -> catchThrowable(() -> read(body, false)))).isLessThan(200_000);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "6, 0", "6, 4", "7, 1"})
  void start_ofAnotherFormatOrVersion_isMalformed(int at, byte value) throws IOException {
    byte[] body = golden("f8-c");
    body[at] = value;

    assertThat(unreadable(body, true).type()).isEqualTo(ProblemType.MALFORMED_NPY);
  }

  @Test
  void written_predictions_areByteForByteWhatNumpyWrites() throws IOException {
    double[] predictions = {0.25, 0.5, 1};
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    NpyWriter.write(predictions, out);

    assertThat(out.toByteArray()).isEqualTo(golden("predictions"));
    assertThat(NpyWriter.length(3)).isEqualTo(out.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 10, 999, 1024, 1025, 99_999, 100_000})
  void written_anyCount_isAlignedAndReadBack(int count) throws IOException {
    double[] values = new double[count];
    Arrays.setAll(values, i -> 1.0 / i);
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    NpyWriter.write(values, out);

    assertThat((out.size() - 8 * count) % 64).isZero();
    assertThat(Matrices.values(read(out.toByteArray(), true))).isEqualTo(values);
  }

  /** Until numbers arrive, the body has no reservation in the memory for bodies. */
  @Test
  void body_ofWhichOnlyTheHeaderHasCome_takesNoMemory() throws Exception {
    byte[] header = shaped("(1000000, 2)", 0);

    long allocated =
        Allocated.by(
            () ->
                catchThrowable(
                    () ->
                        NpyArray.read(
                            new ByteArrayInputStream(header),
                            header.length + 16_000_000L,
                            LIMIT,
                            _ -> {})));

    assertThat(allocated).isLessThan(1_000_000);
  }
}
