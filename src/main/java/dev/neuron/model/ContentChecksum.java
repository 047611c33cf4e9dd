package dev.neuron.model;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The CRC-32C of an encoded content, as the last entry of its CBOR map: a key, and the four bytes
 * of the checksum of all bytes before the key. Versions that know of no checksum skip the entry;
 * what they have written has none and counts as intact.
 */
final class ContentChecksum {

  /**
   * Bytes of CBOR: the head of a text of six bytes, of four raw bytes, and the end of an open map.
   */
  private static final byte STRING_OF_6 = 0x66;

  private static final byte FOUR_BYTES = 0x44;
  private static final byte END_OF_MAP = (byte) 0xff;

  private static final byte[] KEY =
      ByteBuffer.allocate(8)
          .put(STRING_OF_6)
          .put("crc32c".getBytes(StandardCharsets.US_ASCII))
          .put(FOUR_BYTES)
          .array();

  /** The length of the entry and the end of the map in bytes. */
  static final int LENGTH = KEY.length + Integer.BYTES + 1;

  private ContentChecksum() {}

  /**
   * Writes the checksum where the map ends, in the last {@link #LENGTH} bytes.
   *
   * @param content whose map ends with the first of these
   */
  static void write(byte[] content) {
    int end = content.length - LENGTH;
    if (content[end] != END_OF_MAP) {
      throw new IllegalArgumentException("The content must end with the end of a CBOR map");
    }
    ByteBuffer.wrap(content, end, LENGTH).put(KEY).putInt(of(content, end)).put(END_OF_MAP);
  }

  /** True if a content has a checksum, and it is wrong. */
  static boolean isWrong(byte[] content) {
    int end = content.length - LENGTH;
    return end >= 0
        && Arrays.equals(content, end, end + KEY.length, KEY, 0, KEY.length)
        && ByteBuffer.wrap(content).getInt(end + KEY.length) != of(content, end);
  }

  private static int of(byte[] content, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(content, 0, length);
    return (int) checksum.getValue();
  }
}
