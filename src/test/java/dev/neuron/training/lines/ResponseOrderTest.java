package dev.neuron.training.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.Waiting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResponseOrderTest {

  private final ResponseSpool spool = new ResponseSpool(1 << 20, new SpoolSpace(1L << 30));
  private final ResponseOrder order = new ResponseOrder(spool);

  private byte[] readAll() throws IOException, InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    spool.finish();
    for (byte[] bytes = spool.read(); bytes != null; bytes = spool.read()) {
      all.write(bytes);
    }
    return all.toByteArray();
  }

  private static byte[] block(int value, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  void sections_completeInAnyOrder_arriveInTheirOwn() throws Exception {
    List<Integer> passedOn = new ArrayList<>();
    ResponseOrder.Section first = order.add(() -> passedOn.add(1));
    ResponseOrder.Section second = order.add(() -> passedOn.add(2));
    ResponseOrder.Section third = order.add(() -> passedOn.add(3));
    third.write('3');
    third.close();
    second.write('2');
    assertThat(passedOn).isEmpty();
    first.write('1');
    first.close();
    assertThat(passedOn).containsExactly(1);
    second.close();

    assertThat(passedOn).containsExactly(1, 2, 3);
    assertThat(readAll()).containsExactly('1', '2', '3');
  }

  /** A waiting section takes little memory, however much is written to it. */
  @Test
  void section_thatIsNotFirst_waitsWithALongResponse() throws Exception {
    ResponseOrder.Section first = order.add(() -> {});
    ResponseOrder.Section second = order.add(() -> {});
    AtomicInteger written = new AtomicInteger();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  try (second) {
                    for (int i = 0; i < 100; i++) {
                      second.write(block(2, 1 << 12));
                      written.incrementAndGet();
                    }
                  } catch (IOException e) {
                    throw new IllegalStateException(e);
                  }
                });
    Waiting.until("it waits", () -> writer.getState() == Thread.State.WAITING);
    assertThat(written).hasValue((SpoolFile.MAX_BLOCK >> 12) - 1);

    first.write(block(1, 10));
    first.close();
    writer.join();

    byte[] all = readAll();
    assertThat(all).hasSize(10 + (100 << 12)).startsWith(block(1, 10));
    assertThat(Arrays.copyOfRange(all, 10, all.length)).isEqualTo(block(2, 100 << 12));
  }

  @Test
  void sections_ofManyThreads_arriveInOrder() throws Exception {
    Random random = new Random(5);
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    List<ResponseOrder.Section> sections = new ArrayList<>();
    List<byte[]> contents = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      sections.add(order.add(() -> {}));
      contents.add(block(i, random.nextInt(1 << 18)));
      expected.write(contents.getLast());
    }
    List<Integer> begin = new ArrayList<>();
    for (int i = 0; i < sections.size(); i++) {
      begin.add(i);
    }
    Collections.shuffle(begin, random);
    List<Thread> writers =
        begin.stream()
            .map(
                i ->
                    Thread.ofVirtual()
                        .start(
                            () -> {
                              try (ResponseOrder.Section section = sections.get(i)) {
                                section.write(contents.get(i));
                              } catch (IOException e) {
                                throw new IllegalStateException(e);
                              }
                            }))
            .toList();
    for (Thread writer : writers) {
      writer.join();
    }

    assertThat(readAll()).isEqualTo(expected.toByteArray());
  }
}
