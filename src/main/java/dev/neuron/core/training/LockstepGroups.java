package dev.neuron.core.training;

import dev.neuron.core.kernel.VectorSupport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Groups trainings of a handful of rows by their shape, and runs each group in lockstep. */
public final class LockstepGroups {

  private LockstepGroups() {}

  /**
   * Runs trainings side by side where they have a shape in common, which is many times faster than
   * one after the other; the bits are the same. Each has at least one epoch left to {@link
   * Training#run}, which returns its result.
   *
   * <p>Listeners receive every eighth epoch. If one asks for anything but to go on, its whole group
   * stops, and it has to ask again in {@link Training#run}.
   *
   * @param listeners one for each training
   */
  public static void advance(List<Training> trainings, List<? extends TrainingListener> listeners) {
    if (!VectorSupport.readySideBySide()) {
      return;
    }
    Map<Lockstep.Shape, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < trainings.size(); i++) {
      Lockstep.Shape shape = trainings.get(i).shape();
      if (shape != null) {
        groups.computeIfAbsent(shape, _ -> new ArrayList<>()).add(i);
      }
    }
    groups.forEach(
        (shape, members) -> {
          for (int from = 0; from < members.size(); from += Lockstep.SIZE) {
            int to = Math.min(from + Lockstep.SIZE, members.size());
            List<Integer> group = members.subList(from, to);
            advance(
                shape,
                group.stream().map(trainings::get).toList(),
                group.stream().<TrainingListener>map(listeners::get).toList());
          }
        });
  }

  private static void advance(
      Lockstep.Shape shape, List<Training> group, List<TrainingListener> listeners) {
    if (group.size() == 1) {
      return;
    }
    long start = System.nanoTime();
    List<GradientDescent> descents = group.stream().map(Training::gradientDescent).toList();
    new Lockstep(shape, descents)
        .run(
            (lane, loss) ->
                listeners
                    .get(lane)
                    .epochCompleted(
                        descents.get(lane).epoch() - 1, loss, group.get(lane)::current));
    long nanos = System.nanoTime() - start;
    group.forEach(training -> training.addElapsed(nanos));
  }
}
