package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts that fail say in a paragraph what is wrong, which setting it is and what to do. */
@ProcessTest
class WrongStartTest {

  /** More lines than a paragraph with the lines of a start before it, fewer than a stack trace. */
  private static final int MAX_LINES = 40;

  @TempDir Path folder;

  private static void assertFails(List<String> expected, String... properties) {
    Throwable failure = catchThrowable(() -> ServiceProcess.start(List.of(), properties).close());
    assertThat(failure).as("it must not start").isNotNull();
    String output = output(failure);
    assertThat(output)
        .contains("It ended with 1:", "APPLICATION FAILED TO START")
        .contains(expected)
        .doesNotContain("\tat ", "secret-in-a-setting");
    assertThat(output.lines()).hasSizeLessThan(MAX_LINES);
  }

  private static String output(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(message -> message != null && message.startsWith("It ended"))
        .findFirst()
        .orElseThrow(() -> new AssertionError(failure));
  }

  private static void assertDatabaseFails(String url, String... expected) {
    assertFails(
        List.of(expected),
        "neuron.models.store=jdbc",
        "neuron.models.jdbc.url=" + url,
        "neuron.models.jdbc.password=secret-in-a-setting");
  }

  @Test
  void database_thatIsAway() {
    assertDatabaseFails(
        "jdbc:postgresql://127.0.0.1:1/neuron",
        "The database jdbc:postgresql://127.0.0.1:1/neuron cannot be opened: ",
        "Start the database, or correct neuron.models.jdbc.url.");
  }

  @Test
  void database_thatTheServerDoesNotHave() {
    String url = PostgresServer.shared().newDatabase() + "_not";
    assertDatabaseFails(url, "Create the database, or name another one: neuron.models.jdbc.url.");
  }

  @Test
  void database_withAnotherPassword() {
    String url = "jdbc:h2:file:" + folder.resolve("models");
    ServiceProcess.start(
            List.of(),
            "neuron.models.store=jdbc",
            "neuron.models.jdbc.url=" + url,
            "neuron.models.jdbc.password=another")
        .close();

    assertDatabaseFails(
        url,
        "The database %s refuses the user neuron with this password.".formatted(url),
        "Correct neuron.models.jdbc.username and neuron.models.jdbc.password.");
  }

  @Test
  void database_inAFolderThatCannotBeWritten() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    String url = "jdbc:h2:file:" + file.resolve("models");
    assertDatabaseFails(
        url,
        "The database file %s.mv.db cannot be written: ".formatted(file.resolve("models")),
        "Let this user write into the folder of the file, or name another file");
  }

  @Test
  void setting_thatIsMisspelt() {
    assertFails(
        List.of(
            "There is no setting neuron.limits.max-epoch (given by ",
            "Write neuron.limits.max-epochs, or remove it."),
        "neuron.limits.max-epoch=5");
  }

  @Test
  void port_thatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertFails(
          List.of("Port %d was already in use".formatted(taken.getLocalPort())),
          "server.port=" + taken.getLocalPort());
    }
  }
}
