package dev.neuron;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Spoils requests. The same seed and index spoil the same request in the same way. */
final class Mutations {

  /** One way to spoil a request. */
  interface Mutation {
    WireRequest of(WireRequest request, RandomGenerator random);
  }

  private static final int MOST = 3;
  private static final int BODY_PERCENT = 65;

  private Mutations() {}

  /** The random numbers of one request. */
  static RandomGenerator random(long seed, int index) {
    return RandomGeneratorFactory.of("SplittableRandom").create(seed * 1_000_003 + index);
  }

  /** Spoils a request once to three times. */
  static WireRequest spoiled(WireRequest request, RandomGenerator random) {
    WireRequest spoiled = request;
    int times = 1 + random.nextInt(MOST);
    for (int i = 0; i < times; i++) {
      boolean inBody = !spoiled.body().isEmpty() && random.nextInt(100) < BODY_PERCENT;
      spoiled =
          inBody
              ? spoiled.withBody(BodyMutations.spoiled(spoiled.body(), random))
              : pick(HeadMutations.ALL, random).of(spoiled, random);
    }
    return spoiled;
  }

  static <T> T pick(List<T> list, RandomGenerator random) {
    return list.get(random.nextInt(list.size()));
  }
}
