package dev.neuron;

import static dev.neuron.Mutations.pick;

import dev.neuron.Mutations.Mutation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Spoils what comes before the body: method, path, query, headers, and where the body ends. */
final class HeadMutations {

  private static final List<String> METHODS = HostileWords.of("methods", "X".repeat(200));

  private static final List<String> TYPES = HostileWords.of("media types");

  private static final List<String> LINES =
      HostileWords.of("header lines", "X: " + "y".repeat(9000));

  private static final List<String> LENGTHS = HostileWords.of("content lengths");

  private static final List<String> CODINGS = HostileWords.of("transfer codings");

  private static final List<String> PARTS =
      HostileWords.of("parts of a path or query", "/" + "a".repeat(300), "/" + "b".repeat(9000));

  private static final List<String> PARAMETERS = HostileWords.of("parameters");

  private static final List<String> VERSIONS = HostileWords.of("versions");

  static final List<Mutation> ALL =
      List.of(
          (request, random) -> request.withMethod(pick(METHODS, random)),
          (request, random) -> request.withVersion(pick(VERSIONS, random)),
          HeadMutations::otherType,
          HeadMutations::otherType,
          HeadMutations::otherAccept,
          HeadMutations::otherAccept,
          (request, random) -> request.plus(pick(LINES, random)),
          (request, random) -> request.plus(pick(LINES, random)),
          HeadMutations::withoutALine,
          HeadMutations::spoiledLine,
          HeadMutations::otherLength,
          HeadMutations::otherCoding,
          HeadMutations::chunked,
          HeadMutations::spoiledChunks,
          HeadMutations::otherPath,
          HeadMutations::otherPath,
          HeadMutations::spoiledTarget,
          HeadMutations::parameter,
          HeadMutations::parameter,
          HeadMutations::parameter);

  private HeadMutations() {}

  private static WireRequest otherType(WireRequest request, RandomGenerator random) {
    return request.without("Content-Type").plus("Content-Type: " + pick(TYPES, random));
  }

  private static WireRequest otherAccept(WireRequest request, RandomGenerator random) {
    return request.without("Accept").plus("Accept: " + pick(TYPES, random));
  }

  private static WireRequest withoutALine(WireRequest request, RandomGenerator random) {
    List<String> lines = new ArrayList<>(request.headers());
    if (!lines.isEmpty()) {
      lines.remove(random.nextInt(lines.size()));
    }
    return request.withHeaders(lines);
  }

  private static WireRequest spoiledLine(WireRequest request, RandomGenerator random) {
    List<String> lines = new ArrayList<>(request.headers());
    if (!lines.isEmpty()) {
      int line = random.nextInt(lines.size());
      lines.set(line, BodyMutations.spoiled(lines.get(line), random));
    }
    return request.withHeaders(lines);
  }

  private static WireRequest otherLength(WireRequest request, RandomGenerator random) {
    int length = request.body().length();
    String value =
        random.nextBoolean()
            ? String.valueOf(Math.max(0, length + random.nextInt(40) - 30))
            : pick(LENGTHS, random);
    return request.plus("Content-Length: " + value);
  }

  private static WireRequest otherCoding(WireRequest request, RandomGenerator random) {
    return request.plus("Transfer-Encoding: " + pick(CODINGS, random));
  }

  private static WireRequest chunked(WireRequest request, RandomGenerator random) {
    if (!request.hasRightLength()) {
      return request;
    }
    StringBuilder chunks = new StringBuilder();
    String body = request.body();
    for (int at = 0; at < body.length(); ) {
      int end = Math.min(body.length(), at + 1 + random.nextInt(200));
      chunks.append(Integer.toHexString(end - at)).append("\r\n");
      chunks.append(body, at, end).append("\r\n");
      at = end;
    }
    return request.withBody(chunks + "0\r\n\r\n").plus("Transfer-Encoding: chunked");
  }

  private static WireRequest spoiledChunks(WireRequest request, RandomGenerator random) {
    WireRequest chunked = chunked(request, random);
    return chunked.withBody(BodyMutations.spoiled(chunked.body(), random));
  }

  private static WireRequest otherPath(WireRequest request, RandomGenerator random) {
    String target = request.target();
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    String rest = target.substring(path.length());
    return request.withTarget(
        switch (random.nextInt(5)) {
          case 0 -> path.substring(0, Math.max(0, path.lastIndexOf('/'))) + rest;
          case 1 -> path.toUpperCase(Locale.ROOT) + rest;
          case 2 -> pick(PARTS, random) + target;
          default -> path + pick(PARTS, random) + rest;
        });
  }

  private static WireRequest spoiledTarget(WireRequest request, RandomGenerator random) {
    return request.withTarget(BodyMutations.spoiled(request.target(), random));
  }

  private static WireRequest parameter(WireRequest request, RandomGenerator random) {
    String value = BodyMutations.hostile(random);
    String encoded =
        random.nextInt(8) == 0 ? value : URLEncoder.encode(value, StandardCharsets.ISO_8859_1);
    String separator = request.target().contains("?") ? "&" : "?";
    return request.withTarget(
        request.target() + separator + pick(PARAMETERS, random) + "=" + encoded);
  }
}
