package dev.neuron;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The table of packages in docs/ARCHITECTURE.md: what lives where, and what it may use. */
record PackageTable(Map<String, String> duties, Map<String, List<String>> uses) {

  private static final String ROOT = "dev.neuron";
  private static final Path DOCUMENT = Path.of("docs", "ARCHITECTURE.md");
  private static final Pattern ROW =
      Pattern.compile("^\\| `([a-z.]+)` \\| (.+) \\| (.+) \\|$", Pattern.MULTILINE);
  private static final Pattern NAME = Pattern.compile("`([a-z.*]+)`");
  private static final Pattern FIRST_SENTENCE =
      Pattern.compile("/\\*\\*(?<text>.*?[.])(\\s|$)", Pattern.DOTALL);
  private static final Pattern PICTURE =
      Pattern.compile("(<!-- picture -->\\n)(.*)(<!-- /picture -->)", Pattern.DOTALL);

  static PackageTable read() throws IOException {
    Map<String, String> duties = new TreeMap<>();
    Map<String, List<String>> uses = new TreeMap<>();
    for (MatchResult row : ROW.matcher(Files.readString(DOCUMENT)).results().toList()) {
      String name = full(row.group(1));
      duties.put(name, row.group(2));
      uses.put(name, NAME.matcher(row.group(3)).results().map(use -> full(use.group(1))).toList());
    }
    return new PackageTable(duties, uses);
  }

  private static String full(String name) {
    return name.startsWith(ROOT) ? name : ROOT + "." + name;
  }

  /** The first sentence of a package's Javadoc, in Markdown. */
  static String duty(String name) throws IOException {
    Path source = Path.of("src/main/java", name.replace('.', '/'), "package-info.java");
    return FIRST_SENTENCE
        .matcher(Files.readString(source))
        .results()
        .findFirst()
        .orElseThrow()
        .group("text")
        .replace("\n *", "")
        .replaceAll("\\{@code ((?:[^{}]|\\{[^}]*})*)}", "`$1`")
        .strip();
  }

  boolean mayUse(String from, String to) {
    return uses.getOrDefault(from, List.of()).stream().anyMatch(use -> covers(use, to));
  }

  private static boolean covers(String use, String to) {
    return use.endsWith(".*") ? to.startsWith(use.substring(0, use.length() - 1)) : use.equals(to);
  }

  static String picture() throws IOException {
    return PICTURE.matcher(Files.readString(DOCUMENT)).results().findFirst().orElseThrow().group(2);
  }

  static void replacePicture(String picture) throws IOException {
    String text = Files.readString(DOCUMENT);
    Files.writeString(
        DOCUMENT, PICTURE.matcher(text).replaceFirst(old -> old.group(1) + picture + old.group(3)));
  }
}
