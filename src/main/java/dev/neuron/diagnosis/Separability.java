package dev.neuron.diagnosis;

import dev.neuron.core.data.Dataset;
import dev.neuron.diagnosis.Finding.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Shows that no neuron separates two classes. One does if and only if a hyperplane lies between
 * them, that is if their convex hulls are disjoint; this is checked for up to two features, without
 * constant ones and duplicates.
 */
final class Separability {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  /** Beside a largest value of 1, values from here on have products that do not underflow. */
  private static final double SMALLEST = 0x1p-200;

  private final DiagnosedDataset data;
  private final List<Integer> features;

  /** Considers the features that differ from each other and are not constant. */
  Separability(DiagnosedDataset data) {
    this.data = data;
    features = new ArrayList<>();
    for (int j = 0; j < data.rows().features(); j++) {
      if (data.firstOfEqual(j) == j && !data.statistics().isConstant(j)) {
        features.add(j);
      }
    }
  }

  void check(Consumer<Finding> findings) {
    if (!isShownImpossible()) {
      return;
    }
    String shown =
        features.size() == 1
            ? "No threshold on "
                + data.name(features.getFirst())
                + " has "
                + data.allRows()
                + " of one class on one side; "
            : "No straight line has "
                + data.allRows()
                + " of one class on one side (their convex hulls overlap); ";
    findings.accept(
        Finding.of(
                Code.NOT_SEPARABLE,
                features.size(),
                shown + "a neuron draws no other border, so it cannot get every row right.",
                "Add features that bend the border, such as products of those that are there; or be"
                    + " content with most rows.",
                null)
            .with(products()));
  }

  /** Suggests products of two features; x · x adds nothing if x is 0 or 1. */
  private @Nullable RowChange products() {
    List<List<Integer>> products = new ArrayList<>();
    for (int a = 0; a < features.size(); a++) {
      for (int b = a; b < features.size(); b++) {
        int j = features.get(a);
        int k = features.get(b);
        if ((a != b || !isBinary(j))
            && Double.isFinite(
                data.statistics().maxMagnitude(j) * data.statistics().maxMagnitude(k))) {
          products.add(List.of(j, k));
        }
      }
    }
    return products.isEmpty() ? null : RowChange.adding(products);
  }

  private boolean isBinary(int j) {
    Dataset rows = data.rows();
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0 && rows.value(i, j) != 0 && rows.value(i, j) != 1) {
        return false;
      }
    }
    return true;
  }

  /** True if it is certain that no neuron separates the targets 0 and 1. */
  private boolean isShownImpossible() {
    return data.rows().rows() <= DiagnosedDataset.COMPARED
        && data.knowsAllRows()
        && data.statistics().targets().isBinary()
        && switch (features.size()) {
          case 1 -> rangesOverlap(features.getFirst());
          case 2 -> isOfOneScale(0) && isOfOneScale(1) && hull(0).intersects(hull(1));
          default -> false;
        };
  }

  private boolean rangesOverlap(int j) {
    Dataset rows = data.rows();
    double[] min = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    double[] max = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0) {
        int y = (int) rows.target(i);
        min[y] = Math.min(min[y], rows.value(i, j));
        max[y] = Math.max(max[y], rows.value(i, j));
      }
    }
    return min[0] <= max[1] && min[1] <= max[0];
  }

  /** True if no value of a feature is too small beside the largest for {@link #hull}. */
  private boolean isOfOneScale(int feature) {
    Dataset rows = data.rows();
    for (int i = 0; i < rows.rows(); i++) {
      double value = Math.abs(scaled(i, feature));
      if (rows.weight(i) > 0 && value != 0 && value < SMALLEST) {
        return false;
      }
    }
    return true;
  }

  /** A value times the power of two with which the largest of its feature is about 1. */
  private double scaled(int i, int feature) {
    int j = features.get(feature);
    return Math.scalb(
        data.rows().value(i, j), -Math.getExponent(data.statistics().maxMagnitude(j)));
  }

  /** The hull of the rows with a target; of nothing, it has no point in common with any. */
  private Geometry hull(double target) {
    Dataset rows = data.rows();
    List<Coordinate> points = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0 && rows.target(i) == target) {
        points.add(new Coordinate(scaled(i, 0), scaled(i, 1)));
      }
    }
    return new ConvexHull(points.toArray(Coordinate[]::new), GEOMETRY).getConvexHull();
  }
}
