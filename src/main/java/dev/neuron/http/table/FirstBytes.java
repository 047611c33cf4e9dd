package dev.neuron.http.table;

import dev.neuron.core.data.ErrorLocation;
import dev.neuron.problem.ProblemType;
import dev.neuron.problem.UnreadableException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of a text say of it.
 *
 * @param charset its encoding; null if they do not say
 * @param markLength length of the byte order mark, which is not part of the text
 */
record FirstBytes(@Nullable Charset charset, int markLength) {

  /** The number of bytes that decide. */
  static final int MAX_LENGTH = 6;

  private static final Map<String, Charset> MARKS =
      Map.of(
          "EFBBBF", StandardCharsets.UTF_8,
          "FEFF", StandardCharsets.UTF_16BE,
          "FFFE", StandardCharsets.UTF_16LE);

  private static final String SAVE = "save the sheet as CSV in UTF-8";

  /** Files that are sent as CSV by mistake, by their first bytes: what they are, and what to do. */
  private static final Map<String, String> NO_TEXT =
      Map.of(
          "504B0304",
          "a ZIP file, as a workbook of Excel (.xlsx) is: " + SAVE,
          "D0CF11E0",
          "a workbook of an older Excel (.xls): " + SAVE,
          "1F8B",
          "compressed by gzip: send the header Content-Encoding: gzip with it",
          "50415231",
          "a Parquet file: send it with Content-Type: application/vnd.apache.parquet, to /train or"
              + " /predict",
          "934E554D5059",
          "a NumPy array: send it with Content-Type: application/x-npy",
          "25504446",
          "a PDF file: save the table as CSV in UTF-8");

  /**
   * Looks at the first bytes, without consuming them.
   *
   * @throws UnreadableException if they are those of a file that is no text
   */
  static FirstBytes of(ByteBuffer bytes) {
    NO_TEXT.forEach(
        (first, file) -> {
          if (begins(bytes, first)) {
            throw new UnreadableException(
                ProblemType.MALFORMED_CSV,
                ErrorLocation.NOWHERE,
                "The body is not CSV but %s.".formatted(file));
          }
        });
    for (Map.Entry<String, Charset> mark : MARKS.entrySet()) {
      if (begins(bytes, mark.getKey())) {
        return new FirstBytes(mark.getValue(), mark.getKey().length() / 2);
      }
    }
    return new FirstBytes(null, 0);
  }

  private static boolean begins(ByteBuffer bytes, String hexadecimal) {
    int length = hexadecimal.length() / 2;
    if (bytes.remaining() < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int expected = Integer.parseInt(hexadecimal, 2 * i, 2 * i + 2, 16);
      if (Byte.toUnsignedInt(bytes.get(bytes.position() + i)) != expected) {
        return false;
      }
    }
    return true;
  }
}
