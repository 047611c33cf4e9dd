package dev.neuron.export;

import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayOutputStream;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dmg.pmml.Application;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.Header;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.OpType;
import org.dmg.pmml.PMML;
import org.dmg.pmml.Version;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionTable;
import org.jpmml.model.PMMLUtil;

/** The neuron as PMML 4.4: a regression with the logit as its normalisation. */
final class PmmlModel {

  private static final int REPLACEMENT = 0xFFFD;

  private PmmlModel() {}

  static byte[] of(ExportedNeuron neuron, String version) {
    List<String> columns = xmlNames(neuron.columns());
    String target = target(columns);
    DataDictionary fields = new DataDictionary();
    MiningSchema schema = new MiningSchema();
    RegressionTable table = new RegressionTable(neuron.parameters().bias());
    for (int j = 0; j < columns.size(); j++) {
      fields.addDataFields(number(columns.get(j)));
      schema.addMiningFields(new MiningField(columns.get(j)));
      table.addNumericPredictors(
          new NumericPredictor(columns.get(j), neuron.parameters().weight(j)));
    }
    fields.addDataFields(number(target));
    schema.addMiningFields(new MiningField(target).setUsageType(MiningField.UsageType.TARGET));
    RegressionModel model =
        new RegressionModel(MiningFunction.REGRESSION, schema, null)
            .setModelName(neuron.title())
            .setNormalizationMethod(RegressionModel.NormalizationMethod.LOGIT)
            .addRegressionTables(table);
    Header header = new Header().setApplication(new Application("neuron").setVersion(version));
    return xml(new PMML(Version.PMML_4_4.getVersion(), header, fields).addModels(model));
  }

  private static DataField number(String name) {
    return new DataField(name, OpType.CONTINUOUS, DataType.DOUBLE);
  }

  /** Returns y, or a name that no feature has. */
  private static String target(List<String> columns) {
    return unused("y", columns);
  }

  /** Returns the names without the characters that XML cannot represent. */
  private static List<String> xmlNames(List<String> names) {
    Set<String> written = new LinkedHashSet<>();
    for (String name : names) {
      StringBuilder kept = new StringBuilder();
      name.codePoints()
          .map(point -> isXml(point) ? point : REPLACEMENT)
          .forEach(kept::appendCodePoint);
      written.add(unused(kept.toString(), written));
    }
    return List.copyOf(written);
  }

  private static boolean isXml(int point) {
    boolean isControl = point < ' ' && point != '\t' && point != '\n' && point != '\r';
    boolean isHalf = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    return !isControl && !isHalf && point != 0xFFFE && point != 0xFFFF;
  }

  private static String unused(String name, Collection<String> used) {
    String unused = name;
    while (used.contains(unused)) {
      unused += "_";
    }
    return unused;
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
