package dev.neuron.diagnosis;

import dev.neuron.core.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.algorithm.ConvexHull;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;

/**
 * Shows that no neuron tells two classes apart. One does exactly if a hyperplane lies between them,
 * so if their convex hulls have no point in common; which is shown here for up to two features,
 * constant ones and duplicates not counted.
 */
final class Separability {

  private static final GeometryFactory GEOMETRY = new GeometryFactory();

  private final Columns columns;
  private final Targets targets;
  private final List<Integer> features;

  /** Of the rows of these columns. */
  Separability(Columns columns, Targets targets) {
    this.columns = columns;
    this.targets = targets;
    features = new ArrayList<>();
    for (int j = 0; j < columns.rows().features(); j++) {
      if (columns.firstOfEqual(j) == j && !columns.isConstant(j)) {
        features.add(j);
      }
    }
  }

  /** The one or two features that count. */
  List<Integer> features() {
    return List.copyOf(features);
  }

  /** To add the products of two of them; x · x is nothing new where x is 0 or 1. */
  @Nullable Cure cure() {
    List<List<Integer>> products = new ArrayList<>();
    for (int a = 0; a < features.size(); a++) {
      for (int b = a; b < features.size(); b++) {
        if (a != b || !isBinary(features.get(a))) {
          products.add(List.of(features.get(a), features.get(b)));
        }
      }
    }
    return products.isEmpty() ? null : Cure.adding(products);
  }

  private boolean isBinary(int j) {
    Dataset rows = columns.rows();
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.value(i, j) != 0 && rows.value(i, j) != 1) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is certain that no neuron tells the targets 0 and 1 apart. */
  boolean isShownImpossible() {
    Dataset rows = columns.rows();
    return (features.size() == 1 || features.size() == 2)
        && rows.rows() <= Columns.COMPARED
        && columns.knowsAllRows()
        && targets.areBinary()
        && hull(0).intersects(hull(1));
  }

  /** The hull of the rows with a target; of nothing, it has no point in common with any. */
  private Geometry hull(double target) {
    Dataset rows = columns.rows();
    List<Coordinate> points = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      if (rows.weight(i) > 0 && rows.target(i) == target) {
        double second = features.size() == 1 ? 0 : rows.value(i, features.get(1));
        points.add(new Coordinate(rows.value(i, features.getFirst()), second));
      }
    }
    return new ConvexHull(points.toArray(Coordinate[]::new), GEOMETRY).getConvexHull();
  }
}
