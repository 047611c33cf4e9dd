package dev.neuron.export;

import dev.neuron.export.ColumnTerm.LevelWeight;
import dev.neuron.export.ColumnTerm.OfCategory;
import dev.neuron.export.ColumnTerm.OfNumber;
import dev.neuron.table.CategoryColumn;
import dev.neuron.table.Classes;
import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.dmg.pmml.Application;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.Header;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.MissingValueTreatmentMethod;
import org.dmg.pmml.OpType;
import org.dmg.pmml.Output;
import org.dmg.pmml.OutputField;
import org.dmg.pmml.PMML;
import org.dmg.pmml.ResultFeature;
import org.dmg.pmml.Value;
import org.dmg.pmml.Version;
import org.dmg.pmml.regression.CategoricalPredictor;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionTable;
import org.jpmml.model.PMMLUtil;
import org.jspecify.annotations.Nullable;

/**
 * The neuron as PMML 4.4: a regression with the logit as its normalisation; with named classes, a
 * classification between them.
 */
final class PmmlModel {

  private static final int REPLACEMENT = 0xFFFD;

  private final DataDictionary fields = new DataDictionary();
  private final MiningSchema schema = new MiningSchema();
  private final RegressionTable table;
  private final UniqueNames names = new UniqueNames();

  private PmmlModel(double bias) {
    table = new RegressionTable(bias);
  }

  static byte[] of(ExportedNeuron neuron, String version) {
    PmmlModel model = new PmmlModel(neuron.parameters().bias());
    for (ColumnTerm term : ColumnTerm.of(neuron)) {
      switch (term) {
        case OfNumber number -> model.add(number);
        case OfCategory category -> model.add(category);
      }
    }
    RegressionModel regression = model.regression(neuron.namedClasses());
    regression.setModelName(neuron.title());
    Header header = new Header().setApplication(new Application("neuron").setVersion(version));
    byte[] document =
        xml(new PMML(Version.PMML_4_4.getVersion(), header, model.fields).addModels(regression));
    return neuron.recordColumns() == null ? document : withTabs(document);
  }

  private void add(OfNumber term) {
    String name = names.of(xmlText(term.name()));
    fields.addDataFields(new DataField(name, OpType.CONTINUOUS, DataType.DOUBLE));
    MiningField field = new MiningField(name);
    if (term.fill() != null) {
      field.setMissingValueReplacement(term.fill());
    }
    schema.addMiningFields(field);
    table.addNumericPredictors(new NumericPredictor(name, term.weight()));
  }

  private void add(OfCategory term) {
    String name = names.of(xmlText(term.name()));
    DataField data = new DataField(name, OpType.CATEGORICAL, DataType.STRING);
    UniqueNames values = new UniqueNames();
    for (LevelWeight level : term.levels()) {
      for (String text : spellings(term, level.level())) {
        addValue(data, values.of(xmlText(text)), level.weight());
      }
    }
    MiningField field = new MiningField(name);
    if (term.missingWeight() == null) {
      field.setMissingValueTreatment(MissingValueTreatmentMethod.RETURN_INVALID);
    } else {
      String missing = values.of(CategoryColumn.MISSING);
      addValue(data, missing, term.missingWeight());
      field.setMissingValueReplacement(missing);
    }
    fields.addDataFields(data);
    schema.addMiningFields(field);
  }

  private void addValue(DataField field, String value, double weight) {
    field.addValues(new Value(value));
    table.addCategoricalPredictors(new CategoricalPredictor(field.requireName(), value, weight));
  }

  /** Returns how a level may be written: a yes or no in lower or upper case, or with a capital. */
  private static Set<String> spellings(OfCategory term, String level) {
    Set<String> spellings = new LinkedHashSet<>(List.of(level));
    if (term.isYesOrNo()) {
      String lower = level.toLowerCase(Locale.ROOT);
      spellings.add(lower);
      spellings.add(level.toUpperCase(Locale.ROOT));
      int second = lower.offsetByCodePoints(0, 1);
      spellings.add(lower.substring(0, second).toUpperCase(Locale.ROOT) + lower.substring(second));
    }
    return spellings;
  }

  private RegressionModel regression(@Nullable Classes classes) {
    String target = names.of("y");
    schema.addMiningFields(new MiningField(target).setUsageType(MiningField.UsageType.TARGET));
    if (classes != null) {
      return classification(target, classes);
    }
    fields.addDataFields(new DataField(target, OpType.CONTINUOUS, DataType.DOUBLE));
    return new RegressionModel(MiningFunction.REGRESSION, schema, null)
        .setNormalizationMethod(RegressionModel.NormalizationMethod.LOGIT)
        .addRegressionTables(table);
  }

  /** A table with the logit of the positive class, and one of the other class with none. */
  private RegressionModel classification(String target, Classes classes) {
    UniqueNames labels = new UniqueNames();
    String negative = labels.of(xmlText(classes.negative().text()));
    String positive = labels.of(xmlText(classes.positive().text()));
    fields.addDataFields(
        new DataField(target, OpType.CATEGORICAL, DataType.STRING)
            .addValues(new Value(negative), new Value(positive)));
    OutputField probability =
        new OutputField(names.of("probability"), OpType.CONTINUOUS, DataType.DOUBLE)
            .setResultFeature(ResultFeature.PROBABILITY)
            .setValue(positive);
    return new RegressionModel(MiningFunction.CLASSIFICATION, schema, null)
        .setNormalizationMethod(RegressionModel.NormalizationMethod.LOGIT)
        .setOutput(new Output(new ArrayList<>(List.of(probability))))
        .addRegressionTables(
            table.setTargetCategory(positive), new RegressionTable(0).setTargetCategory(negative));
  }

  /** Returns a text without the characters that XML cannot represent. */
  private static String xmlText(String text) {
    StringBuilder kept = new StringBuilder();
    text.codePoints()
        .map(point -> isXml(point) ? point : REPLACEMENT)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isXml(int point) {
    boolean isControl = point < ' ' && point != '\t' && point != '\n' && point != '\r';
    boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !isControl && !isHalf && point != 0xFFFE && point != 0xFFFF;
  }

  /** Escapes tabs, all of which are in levels and names; a reader would make spaces of them. */
  private static byte[] withTabs(byte[] document) {
    return new String(document, StandardCharsets.UTF_8)
        .replace("\t", "&#9;")
        .getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] xml(PMML document) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PMMLUtil.marshal(document, out);
    } catch (JAXBException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }
}
