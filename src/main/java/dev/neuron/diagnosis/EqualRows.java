package dev.neuron.diagnosis;

import dev.neuron.core.data.Dataset;
import java.util.Arrays;

/** Finds rows with equal features, in a hash table with open addressing. */
final class EqualRows {

  private final DiagnosedDataset data;
  private final Dataset rows;

  /** The first row of its kind in each slot; −1 where there is none. */
  private final int[] firsts;

  /** True if the rows of the kind in a slot have different targets. */
  private final boolean[] mixed;

  EqualRows(DiagnosedDataset data) {
    this.data = data;
    rows = data.rows();
    firsts = new int[Integer.highestOneBit(compared()) * 4];
    mixed = new boolean[firsts.length];
    Arrays.fill(firsts, -1);
  }

  private int compared() {
    return Math.min(rows.rows(), DiagnosedDataset.COMPARED);
  }

  /**
   * The number of rows with the features of an earlier row and another target; of the first {@value
   * DiagnosedDataset#COMPARED}. Rows of weight 0 do not count. To be called once.
   */
  int contradicting() {
    int count = 0;
    for (int i = 0; i < compared(); i++) {
      if (rows.weight(i) > 0) {
        int slot = slotOf(i);
        if (firsts[slot] < 0) {
          firsts[slot] = i;
        } else if (mixed[slot] || rows.target(firsts[slot]) != rows.target(i)) {
          mixed[slot] = true;
          count++;
        }
      }
    }
    return count;
  }

  /** The slot of the first row of this kind, or the free slot for it. */
  private int slotOf(int i) {
    int mask = firsts.length - 1;
    long hash = data.rowHash(i);
    int slot = (int) (hash >>> 32) & mask;
    while (firsts[slot] >= 0
        && (data.rowHash(firsts[slot]) != hash || !areEqual(firsts[slot], i))) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean areEqual(int i, int k) {
    for (int j = 0; j < rows.features(); j++) {
      if (rows.value(i, j) != rows.value(k, j)) {
        return false;
      }
    }
    return true;
  }
}
