/**
 * The mathematics of one sigmoid neuron, free of every framework.
 *
 * <p>n rows x of d features, targets y in [0, 1], weights W (d values), bias b, learning rate α,
 * sample weights s (default 1) with S = Σ s, momentum μ, L2 factor λ:
 *
 * <pre>
 * h = x·W + b                    logit
 * ŷ = σ(h) = 1 / (1 + e^(−h))    prediction
 *
 * mse:          L = Σ s (y − ŷ)² / S               dL/dŷ = −2 (y − ŷ)   dŷ/dh = ŷ (1 − ŷ)
 * crossEntropy: L = Σ s [log(1 + e^h) − y h] / S   dL/dh = ŷ − y
 *
 * dh/dW = x                      dL/dW = Σ s dL/dh x / S    (mse: dL/dh = dL/dŷ · dŷ/dh)
 * dh/db = 1                      dL/db = Σ s dL/dh / S
 *
 * v ← μ v − α dL/dp
 * p ← p + v                      for every p in W and b; λ Σ W² adds 2 λ W to dL/dW, nothing to dL/db
 * </pre>
 *
 * <p>In code: {@link dev.neuron.core.neuron.Sigmoid}, {@link dev.neuron.core.neuron.LossFunction},
 * {@link dev.neuron.core.neuron.RowGradient}, {@link dev.neuron.core.neuron.GradientStep}; {@link
 * dev.neuron.core.training.GradientDescent} repeats them.
 *
 * <p>Standardising trains on (x − m) / σ with each column's mean m and deviation σ (0 counts as 1)
 * and returns W / σ and b − Σ W m / σ: still one neuron, which takes raw rows.
 *
 * <p>The single letters that kernels use are the ones above, with {@code e} for the error y − ŷ,
 * {@code g} for s · dL/dh, {@code i} for a row and {@code j} for a feature.
 *
 * <p><b>Same bits everywhere.</b> Results depend on the request alone, not on the machine. Every
 * operation is one that the Java specification defines to the last bit (+ − × ÷ √ fma and bit
 * arithmetic; exp and log1p are {@link dev.neuron.core.math.ElementaryFunctions our own}), and sums
 * over rows have one order, fixed by the number of rows: see {@link dev.neuron.core.math.LaneSums}.
 * A change that alters any bit must raise {@link
 * dev.neuron.core.training.Fingerprint#NUMERICS_VERSION}.
 */
@NullMarked
package dev.neuron.core;

import org.jspecify.annotations.NullMarked;
