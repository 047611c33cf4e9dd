package dev.neuron.http.parquet;

import dev.neuron.problem.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/**
 * The pages of a file, decompressed one at a time. Counts what is read and what comes of it: a few
 * bytes may be compressed gigabytes, or be named as the page of many columns.
 */
final class PageBytes {

  /** The codecs in the order of the format's numbers. */
  private static final List<String> CODECS =
      List.of("UNCOMPRESSED", "SNAPPY", "GZIP", "LZO", "BROTLI", "LZ4", "ZSTD", "LZ4_RAW");

  private static final int UNCOMPRESSED = 0;
  private static final int SNAPPY = 1;
  private static final int GZIP = 2;

  /** How far back texts may be repeated: the size of the blocks that Snappy compresses. */
  private static final int SNAPPY_WINDOW = 1 << 16;

  /** A page, its dictionary's offsets and cells, and as much again while it is decompressed. */
  private static final int MEMORY_PER_BYTE = 6;

  private final ByteBuffer file;
  private final int end;
  private final long limit;
  private final LongConsumer reserve;
  private long read;
  private long decompressed;
  private long reserved;

  /**
   * @param file the whole file, with an array
   * @param end where its footer begins
   * @param limit the maximum number of decompressed bytes in all
   * @param reserve takes memory for pages, in bytes, when more is needed than before
   */
  PageBytes(ByteBuffer file, int end, long limit, LongConsumer reserve) {
    this.file = file;
    this.end = end;
    this.limit = limit;
    this.reserve = reserve;
  }

  /** Returns the bytes from a place on, without those of the footer. */
  ByteBuffer from(long start) {
    if (start > end) {
      throw ParquetFaults.malformed(
          "A page begins at byte %d, behind all pages of the file.".formatted(start));
    }
    int from = (int) start;
    return file.slice(from, end - from).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Counts bytes of pages as read, of which there are no more than the file has. */
  void countRead(int bytes) {
    read += bytes;
    if (read > end) {
      throw ParquetFaults.malformed(
          "The columns name more bytes of pages than the file has; each column needs pages of its own.");
    }
  }

  /** Counts bytes that come of compressed ones. */
  void count(int bytes) {
    decompressed += bytes;
    if (decompressed > limit) {
      throw ParquetFaults.tooLarge(
          "The columns have more than %d bytes when they are decompressed.".formatted(limit));
    }
  }

  /** Refuses a compression that is not read. */
  static void requireCodec(int codec, ParquetColumn column) {
    if (codec > GZIP) {
      throw ParquetFaults.unsupported(
          "Column %s is compressed by %s. Write the file with compression=\"snappy\", \"gzip\" or none."
              .formatted(
                  column.quotedName(),
                  codec < CODECS.size() ? CODECS.get(codec) : "a codec that is not known"));
    }
  }

  /**
   * Decompresses bytes.
   *
   * @param size how many they become
   * @throws UnreadableException if they do not, or they become too many in all
   */
  ByteBuffer decompressed(int codec, ByteBuffer compressed, int size) {
    count(size);
    if (size > reserved) {
      reserved = size;
      reserve.accept((long) size * MEMORY_PER_BYTE);
    }
    if (codec == UNCOMPRESSED) {
      if (compressed.remaining() != size) {
        throw damaged(codec);
      }
      return compressed;
    }
    try (InputStream content = stream(codec, compressed, size)) {
      byte[] bytes = content.readNBytes(size);
      if (bytes.length < size || content.read() >= 0) {
        throw damaged(codec);
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    } catch (IOException | IllegalArgumentException _) {
      throw damaged(codec);
    }
  }

  private static InputStream stream(int codec, ByteBuffer compressed, int size) throws IOException {
    InputStream bytes =
        new ByteArrayInputStream(
            compressed.array(),
            compressed.arrayOffset() + compressed.position(),
            compressed.remaining());
    return switch (codec) {
      case SNAPPY -> new SnappyCompressorInputStream(bytes, Math.clamp(size, 1, SNAPPY_WINDOW));
      case GZIP -> new GZIPInputStream(bytes);
      default -> throw new IllegalStateException("not read");
    };
  }

  private static UnreadableException damaged(int codec) {
    return ParquetFaults.malformed(
        "The data of a page are damaged: as %s they do not have the size that the page says."
            .formatted(CODECS.get(codec)));
  }
}
