package dev.neuron.core.kernel;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.data.Matrix;
import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;
import dev.neuron.core.neuron.LossFunction;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code ./mvnw -q -Pbench test -Dbench.args=KernelBenchmark}: a pass of each kernel over all rows,
 * forward and backward.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class KernelBenchmark {

  @Param({"4x3", "64x8", "569x30", "16384x4", "16384x128", "100000x32"})
  public String shape = "";

  @Param({"plain", "panels", "panels2", "tiny"})
  public String kernelName = "";

  @Param({"MSE", "CROSS_ENTROPY"})
  public LossFunction loss = LossFunction.MSE;

  private int rows;
  private double[] parameters = {};
  private double[] gradient = {};
  private SymmetricMatrix hessian = new SymmetricMatrix(1);
  private Kernel kernel = new NoKernel();

  /** Makes the data and the kernel. */
  @Setup(Level.Trial)
  public void setUp() {
    String[] size = shape.split("x", -1);
    rows = Integer.parseInt(size[0]);
    int features = Integer.parseInt(size[1]);
    Random random = new Random(1);
    double[] x = random.doubles((long) rows * features, -1, 1).toArray();
    Dataset dataset = Dataset.of(new Matrix(x, rows, features), random.doubles(rows).toArray());
    parameters = new double[features + 1];
    gradient = new double[features + 1];
    hessian = new SymmetricMatrix(features + 1);
    kernel =
        switch (kernelName) {
          case "plain" -> new ScalarKernel(dataset, loss);
          case "panels" -> new PanelKernel(dataset, loss, rows, false, 1);
          case "panels2" -> new PanelKernel(dataset, loss, rows, false, 2);
          default -> tiny(dataset);
        };
  }

  private Kernel tiny(Dataset dataset) {
    return SmallBatchKernel.fits(dataset, rows)
        ? new SmallBatchKernel(dataset, loss)
        : new NoKernel();
  }

  /** A pass; 0 µs stands for a kernel that is not made for the shape. */
  @Benchmark
  public double pass() {
    return kernel.lossAndGradient(parameters, null, 0, rows, gradient);
  }

  /**
   * A pass that sums second derivatives; 0 µs stands for a kernel that is not made for the shape.
   */
  @Benchmark
  public SymmetricMatrix hessian() {
    kernel.hessian(parameters, Curvature.EXACT, hessian);
    return hessian;
  }

  /** Gives the memory back. */
  @TearDown(Level.Trial)
  public void tearDown() {
    kernel.close();
  }

  private static final class NoKernel implements Kernel {
    @Override
    public double lossAndGradient(
        double[] parameters, int @Nullable [] order, int from, int to, double[] gradient) {
      return 0;
    }

    @Override
    public double loss(double[] parameters) {
      return 0;
    }

    @Override
    public void hessian(double[] parameters, Curvature curvature, SymmetricMatrix hessian) {
      // not made for the shape
    }
  }
}
