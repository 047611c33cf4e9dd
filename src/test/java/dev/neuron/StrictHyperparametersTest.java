package dev.neuron;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Each hyperparameter takes its own type and range and nothing else. */
@ServiceTest
class StrictHyperparametersTest {

  private final ServiceClient service;

  StrictHyperparametersTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @ValueSource(strings = {"epochs", "batchSize", "patience", "seed"})
  void integer_givenAsSomethingElse_isRefused(String name) {
    for (String value :
        "1.5;1.0;1e3;1E0;\"5\";\"\";true;[5];{};99999999999999999999;-1.0".split(";", -1)) {
      refused(name + "\":" + value, 400, "wrong-type", name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"epochs", "batchSize", "patience"})
  void integer_beyond32Bits_isRefused(String name) {
    refused(name + "\":2147483648", 400, "wrong-type", name);
    refused(name + "\":-2147483649", 400, "wrong-type", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"learningRate", "momentum", "l2", "tolerance", "validationFraction"})
  void number_givenAsSomethingElse_isRefused(String name) {
    for (String value : "\"0.5\";\"NaN\";\"\";true;[0.5];{}".split(";", -1)) {
      refused(name + "\":" + value, 400, "wrong-type", name);
    }
    refused(name + "\":1e999", 400, "number-overflow", name);
    refused(name + "\":NaN", 400, "malformed-json", null);
    refused(name + "\":Infinity", 400, "malformed-json", null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shuffle", "standardize"})
  void truth_givenAsSomethingElse_isRefused(String name) {
    for (String value : "1;0;\"true\";\"yes\";\"\";[true];1.0".split(";", -1)) {
      refused(name + "\":" + value, 400, "wrong-type", name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "initialization"})
  void choice_givenAsSomethingElse_isRefused(String name) {
    for (String value :
        "\"MSE\";\"ZEROS\";\"cross_entropy\";\"\";\" \";\" mse\";\"0\";0;1;[\"mse\"];true;{}"
            .split(";", -1)) {
      refused(name + "\":" + value, 400, "wrong-type", name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          learningrate":1                            | unknown-field   | learningrate
          lossHistoryPoints":1                       | unknown-field   | lossHistoryPoints
          epochs":1,"epochs":1                       | malformed-json  |
          startFrom":5                               | wrong-type      | startFrom
          startFrom":["a"]                           | wrong-type      | startFrom
          initial":[]                                | wrong-type      | initial
          initial":"zeros"                           | wrong-type      | initial
          initial":{"W":["1",2,3],"b":0}             | wrong-type      | initial/W/0
          initial":{"W":[1,2,null],"b":0}            | wrong-type      | initial/W/2
          initial":{"W":"AAAAAAAA8D8=","b":0}        | wrong-type      | initial/W
          initial":{"W":[1,2,3],"b":"0"}             | wrong-type      | initial/b
          initial":{"W":[1,2,3],"b":0,"c":1}         | unknown-field   | initial/c
          initial":{"W":[1,2,3],"b":0,"b":0}         | malformed-json  |
          initial":{"W":[1,2,1e999],"b":0}           | number-overflow | initial/W/2
          """)
  void nested_isReadAsStrictly(String field, String type, @Nullable String place) {
    refused(field, 400, type, place);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          learningRate":0              | invalid-hyperparameter | learningRate
          learningRate":-0.5           | invalid-hyperparameter | learningRate
          epochs":0                    | invalid-hyperparameter | epochs
          epochs":-1                   | invalid-hyperparameter | epochs
          epochs":10000001             | invalid-hyperparameter | epochs
          batchSize":0                 | invalid-hyperparameter | batchSize
          batchSize":5                 | invalid-hyperparameter | batchSize
          momentum":1                  | invalid-hyperparameter | momentum
          momentum":-0.1               | invalid-hyperparameter | momentum
          l2":-1e-300                  | invalid-hyperparameter | l2
          tolerance":-1e-300           | invalid-hyperparameter | tolerance
          patience":0                  | invalid-hyperparameter | patience
          validationFraction":1        | invalid-hyperparameter | validationFraction
          validationFraction":-0.1     | invalid-hyperparameter | validationFraction
          validationFraction":0.99     | invalid-hyperparameter | validationFraction
          initial":{"W":[1,2,3]}       | missing-field          | initial/b
          initial":{"b":0}             | missing-field          | initial/W
          initial":{"W":[1],"b":0}     | wrong-feature-count    | initial/W
          initial":{"W":[1,2,3],"b":0},"initialization":"zeros" | conflicting-fields | initial
          startFrom":"x","initialization":"zeros"               | conflicting-fields | startFrom
          startFrom":"x","initial":{"W":[1,2,3],"b":0}          | conflicting-fields | startFrom
          learningRate":1e300,"l2":1e10                         | training-diverged  | learningRate
          learningRate":1e308,"momentum":0.99                   | training-diverged  | learningRate
          """)
  void outOfRange_isUnprocessable(String field, String type, String place) {
    refused(field, 422, type, place);
  }

  private void refused(String field, int status, String type, @Nullable String place) {
    String[] places = place == null ? new String[0] : new String[] {"#/hyperparameters/" + place};
    service.train(Examples.slides("{\"" + field + "}")).expectProblem(status, type, places);
  }
}
