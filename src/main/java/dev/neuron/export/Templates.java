package dev.neuron.export;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;

/** The templates of source code, read when first needed. A template can include others by name. */
final class Templates {

  private static final Mustache.Compiler COMPILER =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).withLoader(Templates::open);
  private static final Map<String, Template> READ = new ConcurrentHashMap<>();

  private Templates() {}

  /**
   * Fills in a template.
   *
   * @param name the name of the template
   * @param values the values of its variables; each variable must be present, with null if it has
   *     no value
   */
  static String filled(String name, Map<String, ?> values) {
    return READ.computeIfAbsent(name, Templates::read).execute(values);
  }

  private static Template read(String name) {
    try (Reader text = open(name)) {
      return COMPILER.compile(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader open(String name) throws IOException {
    ClassPathResource resource = new ClassPathResource("export/" + name + ".mustache");
    return new InputStreamReader(resource.getInputStream(), StandardCharsets.UTF_8);
  }
}
