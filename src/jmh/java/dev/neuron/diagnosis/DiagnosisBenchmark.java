package dev.neuron.diagnosis;

import dev.neuron.core.NeuronService;
import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Training;
import dev.neuron.core.training.TrainingListener;
import dev.neuron.core.training.TrainingResult;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code ./mvnw -q -Pbench test -Dbench.args=DiagnosisBenchmark}: a training of 1,000 epochs and
 * the findings on it, apart; the second is to be at most 2 % of the first for 569 × 30.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DiagnosisBenchmark {

  private static final NeuronService NEURONS = new NeuronService();

  @Param({"4x3", "569x30"})
  public String shape = "";

  /** How large the values are: with 100, the sigmoid saturates. */
  @Param({"1", "100"})
  public double scale;

  private Dataset dataset = Dataset.of(Matrix.of(new double[] {0}), new double[] {0});
  private Training trained = NEURONS.begin(dataset, Hyperparameters.builder().build());
  private TrainingResult result = train(trained);

  /** Makes the data and a training that has run. */
  @Setup(Level.Trial)
  public void setUp() {
    String[] size = shape.split("x", -1);
    int features = Integer.parseInt(size[1]);
    Random random = new Random(1);
    double[][] x = new double[Integer.parseInt(size[0])][];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.doubles(features, -scale, scale).toArray();
      y[i] = x[i][0] + random.nextDouble(-scale, scale) > 0 ? 1 : 0;
    }
    dataset = Dataset.of(Matrix.of(x), y);
    var _ = NEURONS.warmUp();
    trained = NEURONS.begin(dataset, Hyperparameters.builder().build());
    result = train(trained);
  }

  private static TrainingResult train(Training training) {
    return Objects.requireNonNull(training.run(TrainingListener.NONE));
  }

  @Benchmark
  public TrainingResult training() {
    return train(NEURONS.begin(dataset, Hyperparameters.builder().build()));
  }

  @Benchmark
  public List<Finding> findings() {
    return Diagnosis.after(trained, result).findings();
  }
}
