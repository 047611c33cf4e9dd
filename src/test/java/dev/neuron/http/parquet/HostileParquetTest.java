package dev.neuron.http.parquet;

import static dev.neuron.http.parquet.CraftedFile.joined;
import static dev.neuron.http.parquet.CraftedFile.levels;
import static dev.neuron.http.parquet.CraftedFile.little;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.neuron.Allocated;
import dev.neuron.core.data.InvalidInputException;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import dev.neuron.table.Table;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that claim what is not true, or become far more than they are. */
class HostileParquetTest {

  private static final int LIMIT = 16 << 20;
  private static final int INT_MAX = Integer.MAX_VALUE;

  private static final int SNAPPY = 1;
  private static final int GZIP = 2;

  private static final byte[] FOUR_INTS =
      joined(levels(4, 1), little(0), little(1), little(2), little(3));

  private static Table read(byte[] file) {
    return ParquetTable.read(file, LIMIT, _ -> {});
  }

  private static String refused(byte[] file, ProblemType type) {
    UnreadableException thrown = catchThrowableOfType(UnreadableException.class, () -> read(file));
    assertThat(thrown).isNotNull();
    assertThat(thrown.type()).as(thrown.detail()).isEqualTo(type);
    return thrown.detail();
  }

  private static String malformed(byte[] file) {
    return refused(file, ProblemType.MALFORMED_PARQUET);
  }

  private static String malformed(CraftedFile file) {
    return malformed(file.bytes());
  }

  private static CraftedFile ints() {
    return CraftedFile.of(CraftedFile.INT32, 4);
  }

  @Test
  void craftedFile_withTrueClaims_isRead() {
    assertThat(ReadCells.of(read(ints().data(4, CraftedFile.PLAIN, FOUR_INTS).bytes())))
        .containsEntry("x", List.of(0.0, 1.0, 2.0, 3.0));
  }

  @ParameterizedTest
  @ValueSource(longs = {17_000_000, 1_000_000_000, Long.MAX_VALUE})
  void rowsOfNulls_moreThanTheLimit_areRefusedBeforeTheyTakeMemory(long rows) throws Exception {
    byte[] file =
        CraftedFile.of(CraftedFile.INT32, rows)
            .data(Math.min(rows, INT_MAX), CraftedFile.PLAIN, levels(INT_MAX, 0))
            .bytes();

    assertThat(file).hasSizeLessThan(200);
    long allocated = Allocated.by(() -> refused(file, ProblemType.REQUEST_TOO_LARGE));
    assertThat(allocated).isLessThan(1 << 20);
  }

  @Test
  void rowsOfNulls_withinTheLimit_areReservedBeforeTheyTakeMemory() throws Exception {
    byte[] file =
        CraftedFile.of(CraftedFile.INT32, 1_000_000)
            .data(1_000_000, CraftedFile.PLAIN, levels(1_000_000, 0))
            .bytes();
    RuntimeException full = new IllegalStateException("no memory");

    long allocated =
        Allocated.by(
            () ->
                assertThat(
                        catchThrowable(
                            () ->
                                ParquetTable.read(
                                    file,
                                    LIMIT,
                                    bytes -> {
                                      assertThat(bytes).isGreaterThan(8_000_000);
                                      throw full;
                                    })))
                    .isSameAs(full));
    assertThat(allocated).isLessThan(1 << 20);
    assertThat(read(file).rows()).isEqualTo(1_000_000);
  }

  @Test
  void groupsWhoseRowsOverflow_areRefused() {
    byte[] file = ints().groups(3, Long.MAX_VALUE / 2).bytes();

    assertThat(malformed(file)).contains("rows");
  }

  @Test
  void pagesThatColumnsShare_areRefused() {
    byte[] file = ints().groups(100_000, 4).data(4, CraftedFile.PLAIN, FOUR_INTS).bytes();

    assertThat(malformed(file)).contains("pages of its own");
  }

  @Test
  void pageSizes_thatLie_areRefused() {
    for (long size : new long[] {INT_MAX, 1L << 31, -1, 1L << 40}) {
      malformed(ints().data(4, CraftedFile.PLAIN, FOUR_INTS.length, size, FOUR_INTS));
    }
    for (long size : new long[] {1L << 31, -1, 1L << 40, 3, FOUR_INTS.length + 1}) {
      malformed(ints().data(4, CraftedFile.PLAIN, size, FOUR_INTS.length, FOUR_INTS));
    }
    for (long values : new long[] {5, INT_MAX, 1L << 31, -1}) {
      malformed(ints().data(values, CraftedFile.PLAIN, FOUR_INTS));
    }
    malformed(ints().data(3, CraftedFile.PLAIN, FOUR_INTS));
    refused(
        ints().data(4, CraftedFile.PLAIN, INT_MAX, FOUR_INTS.length, FOUR_INTS).bytes(),
        ProblemType.REQUEST_TOO_LARGE);
  }

  @Test
  void valuesThatAreNotThere_areRefused() {
    byte[] three = Arrays.copyOf(FOUR_INTS, FOUR_INTS.length - 4);
    malformed(ints().data(4, CraftedFile.PLAIN, three));
    malformed(ints().data(4, CraftedFile.PLAIN, levels(4, 1)));
    malformed(ints().data(4, CraftedFile.PLAIN, levels(3, 1)));
    malformed(ints().data(4, CraftedFile.PLAIN, little(INT_MAX)));
    malformed(ints().data(4, CraftedFile.PLAIN, little(-1)));
    malformed(ints().data(4, CraftedFile.RLE_DICTIONARY, FOUR_INTS));
  }

  @Test
  void dictionaries_thatLie_areRefused() {
    byte[] two = joined(little(7), little(9));
    byte[] indexes = joined(levels(4, 1), new byte[] {1, 4 << 1, 1});
    assertThat(
            ReadCells.of(
                read(
                    ints()
                        .dictionary(2, two)
                        .data(4, CraftedFile.RLE_DICTIONARY, indexes)
                        .bytes())))
        .containsEntry("x", List.of(9.0, 9.0, 9.0, 9.0));

    for (long size : new long[] {3, INT_MAX, 1L << 31, -1}) {
      malformed(ints().dictionary(size, two).data(4, CraftedFile.RLE_DICTIONARY, indexes));
    }
    byte[] beyond = joined(levels(4, 1), new byte[] {2, 4 << 1, 2});
    assertThat(malformed(ints().dictionary(2, two).data(4, CraftedFile.RLE_DICTIONARY, beyond)))
        .contains("number 2", "2 values");
    byte[] wide = joined(levels(4, 1), new byte[] {33, 4 << 1, 1});
    malformed(ints().dictionary(2, two).data(4, CraftedFile.RLE_DICTIONARY, wide));
    byte[] negative = joined(levels(4, 1), new byte[] {32, 4 << 1, -1, -1, -1, -1});
    malformed(ints().dictionary(2, two).data(4, CraftedFile.RLE_DICTIONARY, negative));
    byte[] cut = joined(levels(4, 1), new byte[] {1, 3, 1});
    read(ints().dictionary(2, two).data(4, CraftedFile.RLE_DICTIONARY, cut).bytes());
    byte[] empty = joined(levels(4, 1), new byte[] {1, 3});
    malformed(ints().dictionary(2, two).data(4, CraftedFile.RLE_DICTIONARY, empty));
    malformed(ints().dictionary(2, two).dictionary(2, two));
  }

  @Test
  void textsInDictionary_thatLie_areRefused() {
    CraftedFile file = CraftedFile.of(CraftedFile.BYTE_ARRAY, 1);
    malformed(
        file.dictionary(1, little(INT_MAX))
            .data(1, CraftedFile.RLE_DICTIONARY, joined(levels(1, 1), new byte[] {0})));
  }

  @ParameterizedTest
  @ValueSource(ints = {SNAPPY, GZIP})
  void pageThatBecomesMoreThanItSays_isRefusedWithoutAllOfIt(int codec) throws Exception {
    byte[] bomb = codec == GZIP ? gzip(64 << 20) : snappy(64 << 20);

    byte[] more =
        ints().compressed(codec).data(4, CraftedFile.PLAIN, 100, bomb.length, bomb).bytes();
    byte[] tooMuch =
        ints().compressed(codec).data(4, CraftedFile.PLAIN, 64 << 20, bomb.length, bomb).bytes();

    long allocated =
        Allocated.by(
            () -> {
              malformed(more);
              return refused(tooMuch, ProblemType.REQUEST_TOO_LARGE);
            });

    assertThat(allocated).isLessThan(1L << 20);
  }

  @Test
  void compressedPagesThatAreDamaged_areRefused() throws IOException {
    byte[] little = gzip(100);
    byte[] cut = Arrays.copyOf(little, little.length - 4);
    malformed(ints().compressed(GZIP).data(4, CraftedFile.PLAIN, 100, cut.length, cut));
    malformed(ints().compressed(GZIP).data(4, CraftedFile.PLAIN, 101, little.length, little));
    malformed(ints().compressed(GZIP).data(4, CraftedFile.PLAIN, 1 << 20, 4, FOUR_INTS));
    for (byte[] bytes :
        List.of(
            new byte[] {-1, -1, -1, -1, 7, 0, 65},
            new byte[] {4, 0, 65},
            new byte[] {4, 0x0E, 1, 0},
            new byte[0])) {
      malformed(ints().compressed(SNAPPY).data(4, CraftedFile.PLAIN, 28, bytes.length, bytes));
    }
  }

  /** A text that is in a dictionary once and in every row. */
  @Test
  void longTextInEachRow_isDecodedOnce() throws Exception {
    byte[] text = new byte[4 << 20];
    Arrays.fill(text, (byte) 'a');
    int rows = 1_000_000;
    byte[] file =
        CraftedFile.of(CraftedFile.BYTE_ARRAY, rows)
            .dictionary(1, joined(little(text.length), text))
            .data(rows, CraftedFile.RLE_DICTIONARY, joined(levels(rows, 1), new byte[] {0}))
            .bytes();

    long allocated = Allocated.by(() -> assertThat(read(file).rows()).isEqualTo(rows));

    assertThat(allocated).isLessThan(200L << 20);
  }

  @Test
  void textsThatRepeatALongOne_areCounted() throws Exception {
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, (byte) 'a');
    int rows = 10_000;
    byte[] prefixes = delta(rows, 0, 1 << 20);
    byte[] rests = delta(rows, 1 << 20, -(1 << 20));
    byte[] content = joined(levels(rows, 1), prefixes, rests, text);
    byte[] file =
        CraftedFile.of(CraftedFile.BYTE_ARRAY, rows)
            .data(rows, CraftedFile.DELTA_BYTE_ARRAY, content)
            .bytes();

    long allocated = Allocated.by(() -> refused(file, ProblemType.REQUEST_TOO_LARGE));

    assertThat(allocated).isLessThan(256L << 20);
  }

  /** The first value, one that differs from it by so much, and then the second again and again. */
  private static byte[] delta(int count, int first, int difference) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThriftBytes.writeVarint(out, 128);
    ThriftBytes.writeVarint(out, 4);
    ThriftBytes.writeVarint(out, count);
    writeSigned(out, first);
    for (int done = 1; done < count; done += 128) {
      // Miniblocks of 32 values; in the first the least difference is 0 or less, packed in 32 bits.
      boolean isFirst = done == 1;
      writeSigned(out, isFirst ? Math.min(0, difference) : 0);
      int width = isFirst ? 32 : 0;
      for (int k = 0; k < 4; k++) {
        out.write(width);
      }
      if (isFirst) {
        for (int i = 0; i < 128; i++) {
          int real = i == 0 ? difference : 0;
          out.writeBytes(little(real - Math.min(0, difference)));
        }
      }
    }
    return out.toByteArray();
  }

  private static void writeSigned(ByteArrayOutputStream out, long value) {
    ThriftBytes.writeVarint(out, (value << 1) ^ (value >> 63));
  }

  @Test
  void differences_withSizesThatLie_areRefused() {
    for (long[] sizes :
        new long[][] {
          {128, 1L << 31, 4},
          {1L << 31, 4, 4},
          {0, 4, 4},
          {128, 0, 4},
          {128, 4, 5},
          {128, 4, -1},
          {127, 4, 4},
          {128, 4, INT_MAX},
          {64, 4, 4}
        }) {
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      for (long size : sizes) {
        ThriftBytes.writeVarint(header, size);
      }
      byte[] content = joined(levels(4, 1), header.toByteArray(), new byte[300]);
      malformed(ints().data(4, CraftedFile.DELTA_BINARY_PACKED, content));
    }
    byte[] wide =
        joined(levels(4, 1), new byte[] {-128, 1, 4, 4, 0, 0, 65, 0, 0, 0}, new byte[999]);
    malformed(ints().data(4, CraftedFile.DELTA_BINARY_PACKED, wide));
  }

  @Test
  void footers_thatLie_areRefused() {
    CraftedFile file = ints().data(4, CraftedFile.PLAIN, FOUR_INTS);
    byte[] footer = file.footer().bytes();
    for (int length : new int[] {-1, Integer.MIN_VALUE, INT_MAX, 0, 1, 10_000}) {
      malformed(file.withFooter(footer, length));
    }
    malformed(file.withFooter(ThriftBytes.struct().list(2, 12, INT_MAX).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().list(4, 12, 1L << 31).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().list(99, 1, 1L << 40).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().field(2, 9).varint(0x5F).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().field(5, 8).varint(INT_MAX).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().field(5, 11).varint(INT_MAX).bytes()));
    malformed(file.withFooter(ThriftBytes.struct().field(5, 14).bytes()));
    malformed(file.withFooter(new byte[0]));
  }

  @Test
  void structsInStructs_areNotFollowedWithoutEnd() {
    byte[] deep = new byte[1 << 20];
    Arrays.fill(deep, (byte) 0x1C);
    malformed(ints().withFooter(deep));
    Arrays.fill(deep, (byte) 0x19);
    malformed(ints().withFooter(deep));
  }

  @Test
  void schemas_thatContradictThemselves_areRefused() {
    ThriftBytes root = ThriftBytes.struct().text(4, "root").i32(5, 2);
    ThriftBytes column = ThriftBytes.struct().i32(1, 1).text(4, "x");
    malformed(ints().schema(List.of(root, column)));
    malformed(ints().schema(List.of()));
    malformed(ints().schema(List.of(ThriftBytes.struct().text(4, "root").i32(5, -1), column)));
    malformed(ints().schema(List.of(ThriftBytes.struct().text(4, "root").i32(5, INT_MAX), column)));
    ThriftBytes group = ThriftBytes.struct().text(4, "g").i32(5, INT_MAX);
    malformed(ints().schema(List.of(root, group, column)));
    malformed(ints().schema(List.of(root, ThriftBytes.struct().i32(1, 8).text(4, "x"), column)));
  }

  @Test
  void groupsInGroups_areOneColumnThatIsNotRead() {
    List<ThriftBytes> schema = new ArrayList<>();
    schema.addAll(
        Collections.nCopies(100_000, ThriftBytes.struct().i32(3, 1).text(4, "g").i32(5, 1)));
    schema.add(ThriftBytes.struct().i32(1, 1).i32(3, 1).text(4, "x"));

    Table table = read(ints().schema(schema).data(4, CraftedFile.PLAIN, FOUR_INTS).bytes());

    assertThat(ReadCells.of(table)).containsEntry("g", Arrays.asList(null, null, null, null));
  }

  @Test
  void tooManyColumns_areRefused() {
    List<ThriftBytes> schema =
        Collections.nCopies(200_000, ThriftBytes.struct().i32(1, 1).text(4, "x"));

    refused(ints().schema(schema).bytes(), ProblemType.REQUEST_TOO_LARGE);
  }

  @Test
  void otherFiles_areNamed() {
    assertThat(malformed(new byte[0])).contains("PAR1");
    assertThat(malformed("PAR1".getBytes(StandardCharsets.UTF_8))).contains("PAR1");
    assertThat(malformed("a,b,y\n1,2,0\n1,3,1\n".getBytes(StandardCharsets.UTF_8)))
        .contains("PAR1");
    assertThat(malformed(new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}))
        .contains("gzip");
    byte[] encrypted = ints().data(4, CraftedFile.PLAIN, FOUR_INTS).bytes();
    encrypted[3] = 'E';
    assertThat(refused(encrypted, ProblemType.UNSUPPORTED_PARQUET)).contains("encrypted");
  }

  @ParameterizedTest
  @ValueSource(strings = {"passengers-hyparquet-snappy", "types-arrow-plain", "types-hyparquet"})
  void damagedFiles_areReadOrRefused(String name) throws IOException {
    byte[] sound = ParquetTableTest.golden(name + ".parquet");
    for (int length = 0; length < sound.length; length++) {
      malformed(Arrays.copyOf(sound, length));
    }
    Random random = new Random(7);
    int refused = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] damaged = sound.clone();
      for (int k = 0; k <= i % 3; k++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      Throwable thrown = catchThrowable(() -> read(damaged));
      if (thrown != null) {
        refused++;
        assertThat(thrown).isInstanceOfAny(UnreadableException.class, InvalidInputException.class);
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      for (int done = 0; done < zeros; done += 1 << 10) {
        gzip.write(new byte[Math.min(1 << 10, zeros - done)]);
      }
    }
    return out.toByteArray();
  }

  /** One byte, and copies of 64 of those before. */
  private static byte[] snappy(int zeros) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ThriftBytes.writeVarint(out, zeros);
    out.write(0);
    out.write(0);
    for (int done = 1; done < zeros; done += 64) {
      int length = Math.min(64, zeros - done);
      out.write(((length - 1) << 2) | 2);
      out.write(1);
      out.write(0);
    }
    return out.toByteArray();
  }
}
