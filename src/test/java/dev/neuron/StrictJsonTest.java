package dev.neuron;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Requests are read strictly: nothing is guessed, ignored, rounded or converted. */
@ServiceTest
class StrictJsonTest {

  private static final String DATASET = "\"dataset\":" + Examples.SLIDES;

  private final ServiceClient service;

  StrictJsonTest(@LocalServerPort int port) {
    service = new ServiceClient(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                             | malformed-json  |
          ` `                                            | malformed-json  |
          null                                           | malformed-json  |
          []                                             | wrong-type      | #
          [{}]                                           | wrong-type      | #
          "x"                                            | wrong-type      | #
          5                                              | wrong-type      | #
          true                                           | wrong-type      | #
          {                                              | malformed-json  |
          {"dataset"                                     | malformed-json  |
          {D} x                                          | malformed-json  |
          {D}{}                                          | malformed-json  |
          {D} null                                       | malformed-json  |
          {D}]                                           | malformed-json  |
          {D} // comment                                 | malformed-json  |
          /* comment */ {D}                              | malformed-json  |
          {D,}                                           | malformed-json  |
          {'dataset':1}                                  | malformed-json  |
          {dataset:1}                                    | malformed-json  |
          {"name":"a" "dataset":2}                       | malformed-json  |
          {D,D}                                          | malformed-json  |
          {"name":"a",D,"name":"b"}                      | malformed-json  |
          {D,"a":1}                                      | unknown-field   | #/a
          {D,"a":null}                                   | unknown-field   | #/a
          {D,"Name":"a"}                                 | unknown-field   | #/Name
          {D,"a/b~c":1}                                  | unknown-field   | #/a~1b~0c
          {D,"hyperparameters":[]}                       | wrong-type      | #/hyperparameters
          {D,"hyperparameters":"a"}                      | wrong-type      | #/hyperparameters
          {D,"hyperparameters":""}                       | wrong-type      | #/hyperparameters
          {D,"name":5}                                   | wrong-type      | #/name
          {D,"name":["a"]}                               | wrong-type      | #/name
          {D,"name":true}                                | wrong-type      | #/name
          {D,"lossHistoryPoints":"5"}                    | wrong-type      | #/lossHistoryPoints
          {D,"lossHistoryPoints":5.0}                    | wrong-type      | #/lossHistoryPoints
          {"dataset":""}                                 | wrong-type      | #/dataset
          {"dataset":[]}                                 | wrong-type      | #/dataset
          {"dataset":[{"x":[[1]],"y":[1]}]}              | wrong-type      | #/dataset
          """)
  void training_isRefused(@Nullable String body, String type, @Nullable String pointer) {
    String json = body == null ? "" : body.replace("D", DATASET);
    service.train(json).expectProblem(400, type, places(pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x":[[1,1]],"y":[1],"z":1                     | unknown-field   | z
          "x":[[1,1]],"y":[1],"z":null                  | unknown-field   | z
          "x":[[1,1]],"y":[1],"X":[[1,1]]               | unknown-field   | X
          "x":[[1,1]],"x":[[1,1]],"y":[1]               | malformed-json  |
          "x":[[1,1]],"y":[1],"y":[1]                   | malformed-json  |
          "x":[[1,[2]]],"y":[1]                         | wrong-type      | x/0/1
          "x":[[1,{}]],"y":[1]                          | wrong-type      | x/0/1
          "x":[[1],null],"y":[1,0]                      | wrong-type      | x/1
          "x":[1,2],"y":[1,0]                           | wrong-type      | x/0
          "x":[{"a":1}],"y":[1]                         | wrong-type      | x/0
          "x":"AAAAAAAA8D8=","y":[1]                    | wrong-type      | x
          "x":["AAAAAAAA8D8="],"y":[1]                  | wrong-type      | x/0
          "x":5,"y":[1]                                 | wrong-type      | x
          "x":{},"y":[1]                                | wrong-type      | x
          "x":[[1]],"y":1                               | wrong-type      | y
          "x":[[1]],"y":"1"                             | wrong-type      | y
          "x":[[1]],"y":"AAAAAAAA8D8="                  | wrong-type      | y
          "x":[[1],[2]],"y":[[1],0]                     | wrong-type      | y/1
          "x":[[1],[2]],"y":[[1],[0,1]]                 | wrong-type      | y/1/1
          "x":[[1]],"y":[1],"sampleWeights":[null]      | wrong-type      | sampleWeights/0
          "x":[[1]],"y":[1],"sampleWeights":["1"]       | wrong-type      | sampleWeights/0
          "x":[[1]],"y":[1],"sampleWeights":1           | wrong-type      | sampleWeights
          "x":[[1]],"y":[1],"featureNames":"a"          | wrong-type      | featureNames
          "x":[[1]],"y":[1],"featureNames":[1]          | wrong-type      | featureNames/0
          "x":[[1]],"y":[1],"featureNames":[null]       | wrong-type      | featureNames/0
          "x":[[1e999]],"y":[1]                         | number-overflow | x/0/0
          "x":[[-1e999]],"y":[1]                        | number-overflow | x/0/0
          "x":[[1.7976931348623159e308]],"y":[1]        | number-overflow | x/0/0
          "x":[[1]],"y":[1e999]                         | number-overflow | y/0
          "x":[[NaN]],"y":[1]                           | malformed-json  |
          "x":[[Infinity]],"y":[1]                      | malformed-json  |
          "x":[[-Infinity]],"y":[1]                     | malformed-json  |
          "x":[[01]],"y":[1]                            | malformed-json  |
          "x":[[-01]],"y":[1]                           | malformed-json  |
          "x":[[.5]],"y":[1]                            | malformed-json  |
          "x":[[5.]],"y":[1]                            | malformed-json  |
          "x":[[+5]],"y":[1]                            | malformed-json  |
          "x":[[0x10]],"y":[1]                          | malformed-json  |
          "x":[[1_000]],"y":[1]                         | malformed-json  |
          "x":[[1,]],"y":[1]                            | malformed-json  |
          "x":[[1,,2]],"y":[1]                          | malformed-json  |
          "x":[[1 2]],"y":[1]                           | malformed-json  |
          """)
  void dataset_isRefused(String dataset, String type, @Nullable String pointer) {
    service
        .train("{\"dataset\":{" + dataset + "}}")
        .expectProblem(400, type, places(pointer == null ? null : "#/dataset/" + pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "x":[[1,"NaN"]],"y":[1]                       | missing-values  | x/0/1
          "x":[[1,""]],"y":[1]                          | missing-values  | x/0/1
          "x":[[1,null]],"y":[1]                        | missing-values  | x/0/1
          "x":[[1]],"y":[null]                          | missing-values  | y/0
          "x":[[1]],"y":[false]                         | single-class    | target
          """)
  void dataset_withoutACellOrAClass_isRefused(String dataset, String type, String pointer) {
    service
        .train("{\"dataset\":{" + dataset + "}}")
        .expectProblem(422, type, "#/dataset/" + pointer);
  }

  private static String[] places(@Nullable String pointer) {
    return pointer == null ? new String[0] : new String[] {pointer};
  }
}
