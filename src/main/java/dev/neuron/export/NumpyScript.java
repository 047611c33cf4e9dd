package dev.neuron.export;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.LossFunction;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.solver.Lbfgs;
import dev.neuron.core.solver.NewtonMethod;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.Initialization;
import dev.neuron.core.training.Solver;
import dev.neuron.core.training.Split;
import dev.neuron.core.training.TrainingResult;
import dev.neuron.model.Provenance;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The training of a neuron as a numpy script, with its data and hyperparameters: gradient descent
 * in the form of the slides, or the solver that it was trained by. Features that no hyperparameter
 * enables are left out. It reproduces W and b except for the last digits, since numpy sums in
 * another order; more of them differ where W grows for ever, as the last steps are rounding then.
 */
final class NumpyScript {

  private static final String INDENT = "    ";

  private NumpyScript() {}

  static String of(ExportedNeuron neuron) {
    Provenance origin = neuron.model().content().origin();
    if (origin == null) {
      throw ExportedNeuron.refusal(
          "This neuron was brought from elsewhere; there is no training to write down.");
    }
    Map<String, @Nullable Object> values = new HashMap<>();
    values.put("title", neuron.title());
    values.put(
        "columns",
        neuron.recordColumns() == null
            ? null
            : neuron.columns().stream().map(Literals::python).toList());
    putData(values, origin);
    putSettings(values, origin);
    Hyperparameters settings = origin.result().hyperparameters();
    putStart(values, settings);
    String template = "numpy";
    if (settings.solver() != Solver.GRADIENT_DESCENT) {
      putSolver(values, settings);
      template = "numpy-solver";
    }
    return Templates.filled(template, values);
  }

  private static void putData(Map<String, @Nullable Object> values, Provenance origin) {
    Dataset dataset = origin.dataset();
    values.put("kept", dataset != null);
    values.put("rows", origin.result().rows());
    values.put("sha256", origin.result().datasetSha256());
    values.put("weights", null);
    if (dataset == null) {
      return;
    }
    int n = dataset.rows();
    int d = dataset.features();
    values.put(
        "x",
        IntStream.range(0, n)
            .mapToObj(i -> String.join(", ", literals(d, j -> dataset.value(i, j))))
            .toList());
    values.put("y", Literals.list(literals(n, dataset::target), INDENT));
    if (dataset.isWeighted()) {
      values.put("weights", Literals.list(literals(n, dataset::weight), INDENT));
    }
  }

  private static void putSettings(Map<String, @Nullable Object> values, Provenance origin) {
    TrainingResult result = origin.result();
    Hyperparameters settings = result.hyperparameters();
    boolean isHeldOut = settings.validationFraction() > 0;
    boolean isBatched = isBatched(origin);
    values.put("learningRate", settings.learningRate());
    values.put("epochs", result.epochsRun());
    values.put(
        "stopped",
        result.epochsRun() == settings.epochs()
            ? ""
            : "  # of %d: %s".formatted(settings.epochs(), result.stopReason()));
    values.put("batchSize", isBatched ? settings.batchSize() : null);
    values.put("batch", isBatched ? "_batch" : "");
    values.put("shuffle", isBatched && Boolean.TRUE.equals(settings.shuffle()));
    values.put("momentum", orNull(settings.momentum()));
    values.put("l2", orNull(settings.l2()));
    values.put("mse", settings.loss() == LossFunction.MSE);
    values.put("validationFraction", orNull(settings.validationFraction()));
    values.put("byClass", settings.split() == Split.CLASSES);
    values.put("watched", isHeldOut && settings.tolerance() != null);
    values.put("standardize", settings.standardize());
  }

  private static void putSolver(Map<String, @Nullable Object> values, Hyperparameters settings) {
    boolean isNewton = settings.solver() == Solver.NEWTON;
    Double tolerance = settings.validationFraction() > 0 ? null : settings.tolerance();
    double ofSolver = isNewton ? NewtonMethod.TOLERANCE : Lbfgs.TOLERANCE;
    values.put("newton", isNewton);
    values.put("tolerance", tolerance == null ? ofSolver : tolerance);
  }

  private static void putStart(Map<String, @Nullable Object> values, Hyperparameters settings) {
    NeuronParameters initial = settings.initial();
    boolean isUniform = initial == null && settings.initialization() == Initialization.UNIFORM;
    values.put("initial", initial != null);
    values.put("uniform", isUniform);
    values.put("zeros", initial == null && !isUniform);
    values.put("seed", settings.seed());
    values.put(
        "random",
        isUniform
            || Boolean.TRUE.equals(values.get("shuffle"))
            || settings.validationFraction() > 0);
    if (initial != null) {
      values.put("W", Literals.list(literals(initial.features(), initial::weight), INDENT));
      values.put("b", ExportedNeuron.literal(initial.bias()));
    }
  }

  /** True if a batch has fewer rows than are trained on. */
  private static boolean isBatched(Provenance origin) {
    Hyperparameters settings = origin.result().hyperparameters();
    Integer batchSize = settings.batchSize();
    int rows = origin.result().rows();
    Dataset dataset = origin.dataset();
    int counted = dataset == null ? rows : dataset.countedRows(); // else all rows weigh the same
    return batchSize != null && batchSize < settings.trainingRows(rows, counted);
  }

  /** Returns a hyperparameter; null if it is 0, which means off. */
  private static @Nullable Double orNull(double setting) {
    return setting == 0 ? null : setting;
  }

  private static List<String> literals(int count, IntToDoubleFunction value) {
    return IntStream.range(0, count)
        .mapToObj(i -> ExportedNeuron.literal(value.applyAsDouble(i)))
        .toList();
  }
}
