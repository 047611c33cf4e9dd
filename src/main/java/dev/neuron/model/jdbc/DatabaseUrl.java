package dev.neuron.model.jdbc;

import java.util.List;

/** The JDBC URL of a database: of H2, in a file or elsewhere, or of PostgreSQL. */
record DatabaseUrl(String text) {

  private static final String H2 = "jdbc:h2:";
  private static final String FILE = "file:";
  private static final List<String> REMOTE = List.of("tcp:", "ssl:");
  private static final List<String> NO_FILE_OF_ITS_OWN = List.of("mem:", "zip:");

  boolean isH2() {
    return text.startsWith(H2);
  }

  /** True if another process has opened the database. */
  boolean isRemote() {
    return !isH2() || startsWithAny(REMOTE);
  }

  /** True for a database of H2 in a file that this process opens itself. */
  boolean isFile() {
    return !isRemote() && !startsWithAny(NO_FILE_OF_ITS_OWN);
  }

  /** The URL without its parameters, which may hold secrets. */
  String location() {
    return text.split("[?;]", 2)[0];
  }

  /** The path of the file, without H2's suffix; only of a {@link #isFile}. */
  String filePath() {
    String rest = afterH2();
    String path = rest.substring(0, rest.length() - settings().length());
    return path.startsWith(FILE) ? path.substring(FILE.length()) : path;
  }

  /** Returns this URL of an H2 database with another path. */
  DatabaseUrl withFilePath(String path) {
    return new DatabaseUrl(H2 + path + settings());
  }

  /** The settings of H2, each with its semicolon. */
  private String settings() {
    int begin = text.indexOf(';');
    return begin < 0 ? "" : text.substring(begin);
  }

  private boolean startsWithAny(List<String> prefixes) {
    return prefixes.stream().anyMatch(afterH2()::startsWith);
  }

  private String afterH2() {
    return text.substring(H2.length());
  }
}
