package dev.neuron.http.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaticFilesTest {

  @Test
  void paths_ofAFolder_areThoseOfItsFiles() {
    assertThat(StaticFiles.paths("static/"))
        .contains("/problems.css")
        .allMatch(p -> p.charAt(0) == '/');
    assertThat(StaticFiles.paths("golden/"))
        .contains("/exp.csv", "/npy/f8-c.npy")
        .doesNotContain("/", "/npy", "/npy/");
  }

  @Test
  void paths_ofAFolderThatIsNotThere_areNone() {
    assertThat(StaticFiles.paths("nowhere/")).isEmpty();
  }
}
