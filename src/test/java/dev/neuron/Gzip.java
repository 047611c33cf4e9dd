package dev.neuron;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Bodies compressed by gzip, as clients make and read them. */
final class Gzip {

  private static final int BOMB_MEMBERS = 64;
  private static final int BOMB_MEMBER_BYTES = 1 << 24;

  private Gzip() {}

  static byte[] of(String content) {
    return of(content.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] of(byte[] content) {
    return pieces(List.of(content)).stream().reduce(new byte[0], Gzip::join);
  }

  /** Contents that are flushed one by one, and at last the end. */
  static List<byte[]> pieces(List<byte[]> contents) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<byte[]> pieces = new ArrayList<>();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, true)) {
      for (byte[] content : contents) {
        gzip.write(content);
        gzip.flush();
        pieces.add(bytes.toByteArray());
        bytes.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pieces.add(bytes.toByteArray());
    return pieces;
  }

  /** A megabyte, from which a beginning and a gibibyte of one character come. */
  static byte[] bomb(String start, char character) {
    byte[] member = of(Character.toString(character).repeat(BOMB_MEMBER_BYTES));
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(of(start));
    for (int i = 0; i < BOMB_MEMBERS; i++) {
      bomb.writeBytes(member);
    }
    return bomb.toByteArray();
  }

  /** What a client reads. */
  static byte[] content(byte[] compressed) {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      return gzip.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] join(byte[] first, byte[] second) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(first);
    all.writeBytes(second);
    return all.toByteArray();
  }
}
