package dev.neuron.diagnosis;

import static dev.neuron.diagnosis.Diagnosed.after;
import static dev.neuron.diagnosis.Diagnosed.before;
import static dev.neuron.diagnosis.Diagnosed.only;
import static dev.neuron.diagnosis.Diagnosed.row;
import static dev.neuron.diagnosis.Diagnosed.rows;
import static org.assertj.core.api.Assertions.assertThat;

import dev.neuron.core.data.Dataset;
import dev.neuron.core.neuron.NeuronParameters;
import dev.neuron.core.training.Hyperparameters;
import dev.neuron.core.training.HyperparametersBuilder;
import dev.neuron.core.training.Initialization;
import dev.neuron.diagnosis.Finding.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences of findings are true, to the last number. */
class SentencesTest {

  private static HyperparametersBuilder defaults() {
    return Hyperparameters.builder();
  }

  @Test
  void constantFeature_withoutDecay_staysWhereItStarted() {
    Dataset dataset = rows(row(0, 0, 0), row(1, 0, 1));
    HyperparametersBuilder random = defaults().initialization(Initialization.UNIFORM);
    assertThat(only(Code.CONSTANT_FEATURE, after(dataset, random)).message())
        .isEqualTo(
            "x2 is 0 in every row. It tells no row from another, and its weight stays where it"
                + " started.");
  }

  @Test
  void constantFeature_withDecay_isMovedByIt() {
    Dataset dataset = rows(row(0, 0, 0), row(1, 0, 1));
    HyperparametersBuilder decayed = defaults().initialization(Initialization.UNIFORM).l2(0.01);
    assertThat(only(Code.CONSTANT_FEATURE, after(dataset, decayed)).message())
        .endsWith("and nothing but l2 moves its weight.");
    assertThat(only(Code.CONSTANT_FEATURE, after(dataset, defaults().l2(0.01))).message())
        .endsWith("and its weight stays where it started.");
  }

  @Test
  void constantFeature_ofManyDigits_keepsThem() {
    Dataset dataset = rows(row(0, 12345.678, 0), row(1, 12345.678, 1));
    assertThat(only(Code.CONSTANT_FEATURE, before(dataset, defaults())).message())
        .startsWith("x2 is 12345.678 in every row. ");
  }

  @Test
  void sameAsBias_withDecay_doesNotHaveTheSameGradient() {
    Dataset dataset = rows(row(0, 1, 0), row(1, 1, 1));
    assertThat(only(Code.SAME_AS_BIAS, before(dataset, defaults().l2(0.1))).message())
        .isEqualTo(
            "x2 is 1 in every row, which is what the bias multiplies too: its weight and b do the"
                + " same work, though l2 holds back the weight alone, so for predictions only"
                + " their sum has a meaning.");
  }

  @Test
  void duplicates_threeEqualFeatures_learnThreeTimesAsFast() {
    Dataset dataset = rows(row(0, 0, 0, 0), row(1, 1, 1, 1));
    Finding finding = only(Code.DUPLICATE_FEATURE, before(dataset, defaults()));
    assertThat(finding.message())
        .isEqualTo(
            "x2 has the value of x1 in every row, and 1 other is like it. Only the sum of their"
                + " weights has a meaning, and the rows move it 3 times as fast as the weight of"
                + " one feature.");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.ignoring(List.of("1", "2")));
  }

  @Test
  void duplicates_ofTwoFeatures_areToldApart() {
    Dataset dataset = rows(row(0, 0, 2, 2, 0), row(1, 1, 2, 2, 1), row(1, 1, 0, 0, 1));
    assertThat(only(Code.DUPLICATE_FEATURE, before(dataset, defaults())).message())
        .isEqualTo(
            "x2 has the value of x1 in every row. Only the sum of their weights has a meaning, and"
                + " the rows move it twice as fast as the weight of one feature. 1 other feature"
                + " has the values of yet another.");
  }

  @Test
  void unscaledFeature_ofManyDigits_runsFromOneToAnother() {
    Dataset dataset = rows(row(100_000_001, 0), row(100_000_003, 1));
    assertThat(only(Code.UNSCALED_FEATURE, before(dataset, defaults())).message())
        .startsWith("x1 runs from 100000001 to 100000003 (root mean square 100000000; the bias");
  }

  @Test
  void unscaledFeature_ofASmallRangeAboutOne_isNotCalledOfAnotherSize() {
    Dataset dataset = rows(row(0.995, 20, 0), row(1, -20, 1));
    Finding finding = only(Code.UNSCALED_FEATURE, before(dataset, defaults()));
    assertThat(finding.feature()).isEqualTo("x1");
    assertThat(finding.message())
        .isEqualTo(
            "x1 runs from 0.995 to 1 (a range of 0.005), and 1 other is too large. Its weight has"
                + " to become large before it tells one row from another, and steps that are right"
                + " for the bias hardly bring it there.");
  }

  @Test
  void unscaledFeature_ofTheSmallestNumbers_hasASizeAboveZero() {
    Dataset dataset = rows(row(1e-200, 0), row(2e-200, 1));
    assertThat(only(Code.UNSCALED_FEATURE, before(dataset, defaults())).message())
        .startsWith("x1 runs from 1e-200 to 2e-200 (a range of 1e-200). ");
    Dataset large = rows(row(3e200, 0), row(4e200, 1));
    Finding finding = only(Code.UNSCALED_FEATURE, before(large, defaults()));
    assertThat(finding.value()).isEqualTo(Math.sqrt(12.5) * 1e200);
  }

  @Test
  void contradictingRows_areCountedAsTheSentenceSays() {
    // Row 2 has the target of row 0, but not that of row 1, which is an earlier row as well.
    Dataset three = rows(row(5, 0), row(5, 1), row(5, 0), row(6, 1));
    Finding finding = only(Code.CONTRADICTING_ROWS, before(three, defaults()));
    assertThat(finding.value()).isEqualTo(2);
    assertThat(finding.message())
        .startsWith("2 rows have the features of an earlier row and another target. ");
    Dataset two = rows(row(5, 0), row(5, 1), row(6, 1));
    assertThat(only(Code.CONTRADICTING_ROWS, before(two, defaults())).message())
        .startsWith("1 row has the features of an earlier row and another target. ");
  }

  @Test
  void contradictingRows_ofMoreThanAreCompared_saySo() {
    double[][] rows = new double[DiagnosedDataset.COMPARED + 1][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row(i >> 1, i & 1);
    }
    assertThat(only(Code.CONTRADICTING_ROWS, before(rows(rows), defaults())).message())
        .startsWith("Of the first 65,536 rows, 32768 rows have the features of an earlier row");
  }

  @Test
  void notSeparable_namesItsFeature() {
    Dataset dataset = rows(row(3, -1, 1), row(3, 0, 0), row(3, 1, 1));
    assertThat(only(Code.NOT_SEPARABLE, before(dataset, defaults())).message())
        .startsWith("No threshold on x2 has all rows of one class on one side; ");
  }

  @Test
  void notSeparable_ofTheSmallestAndLargestNumbers_isAsOfOthers() {
    for (double size : new double[] {5e-200, 1, 1e200}) {
      Dataset separable = rows(row(0, 0, 0), row(size, size, 1), row(size, 0, 0));
      Dataset xor = rows(row(0, 0, 0), row(size, size, 0), row(size, 0, 1), row(0, size, 1));
      assertThat(before(separable, defaults()))
          .noneMatch(finding -> finding.code() == Code.NOT_SEPARABLE);
      var _ = only(Code.NOT_SEPARABLE, before(xor, defaults()));
    }
  }

  @Test
  void saturatedAtAGivenStart_isNotToBeHealedByAnotherScale() {
    HyperparametersBuilder farOff =
        defaults().initial(new NeuronParameters(new double[] {-1}, -50)).learningRate(1e-9);
    Finding finding =
        only(Code.SATURATED, after(rows(row(100, 1), row(200, 1), row(300, 0)), farOff));
    assertThat(finding.message()).contains("as it was at the start");
    assertThat(finding.cure()).isEqualTo(SuggestedChange.of("loss", "crossEntropy"));
  }
}
