package dev.neuron;

import static dev.neuron.Numbers.array;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Numbers go in and come out with the same bits. */
@ServiceTest
class DoublesBlackBoxTest {

  private final ServiceClient service;

  DoublesBlackBoxTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @Test
  void ofRandomBits_comeBackTheSame() {
    double[] numbers =
        new Random(42)
            .longs(5000)
            .mapToDouble(Double::longBitsToDouble)
            .filter(Double::isFinite)
            .toArray();
    assertComesBack(numbers);
  }

  @Test
  void ofRandomSubnormalBits_comeBackTheSame() {
    assertComesBack(
        new Random(43)
            .longs(1000)
            .mapToDouble(bits -> Double.longBitsToDouble(bits >>> 12))
            .toArray());
  }

  @Test
  void atTheEnds_comeBackTheSame() {
    double third = 1.0 / 3;
    assertComesBack(
        0.0,
        -0.0,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Math.nextDown(Double.MIN_NORMAL),
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        0.1,
        third,
        -third,
        0x1p53 + 2,
        1e22,
        1e23,
        2e-3,
        1e-3,
        1e7,
        Math.nextDown(1e7));
  }

  private void assertComesBack(double... numbers) {
    List<String> written = Arrays.stream(numbers).mapToObj(Double::toString).toList();
    Answer made =
        service
            .post("/models", "{\"W\": %s, \"b\": %s}".formatted(written, written.getLast()))
            .expect(201);
    JsonNode model = service.get(made.header("Location")).expect(200).json();

    assertThat(bits(array(model.get("W")))).containsExactly(bits(numbers));
    assertThat(bits(model.get("b").doubleValue()))
        .containsExactly(bits(numbers[numbers.length - 1]));
  }

  private static long[] bits(double... numbers) {
    return Arrays.stream(numbers).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
