package dev.neuron.core.solver;

import dev.neuron.core.math.SymmetricMatrix;
import dev.neuron.core.neuron.Curvature;

/** A function f(z) ≥ 0 of several variables to be minimised, with its derivatives. */
public interface Objective {

  /**
   * f(z) and its gradient.
   *
   * @param z not modified
   * @param gradient modified: becomes df/dz
   * @return f(z); infinite where it is not finite
   */
  double valueAndGradient(double[] z, double[] gradient);

  /**
   * The second derivatives of f.
   *
   * @param z not modified
   * @param curvature exact, or the part that is never negative
   * @param hessian modified: becomes d²f/dz²
   */
  void hessian(double[] z, Curvature curvature, SymmetricMatrix hessian);
}
