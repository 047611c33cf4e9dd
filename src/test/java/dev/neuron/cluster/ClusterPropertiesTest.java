package dev.neuron.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.core.env.StandardEnvironment;

class ClusterPropertiesTest {

  @ParameterizedTest
  @CsvSource({"1,,0", "2,,0", "3,,2", "4,,3", "5,,3", "3,0,0", "2,2,2", "5,4,4"})
  void quorum_isMoreThanHalf_unlessSetOrThereAreTwoAtTheMost(
      int expected, @Nullable Integer quorum, int required) {
    assertThat(new ClusterProperties(null, null, 5701, null, expected, quorum, 2).requiredMembers())
        .isEqualTo(required);
  }

  @Test
  void secret_isReadFromAFile_andNotPrinted(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("neuron.cluster.secret"), "0123456789abcdef\n");
    StandardEnvironment environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new ConfigTreePropertySource("files", folder));

    ClusterProperties bound =
        Binder.get(environment).bind("neuron.cluster", ClusterProperties.class).get();

    assertThat(bound.secret()).isNotNull();
    assertThat(bound.toString()).contains("secret=******").doesNotContain("0123456789");
  }
}
