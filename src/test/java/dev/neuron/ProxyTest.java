package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole service behind nginx, which ends TLS, gives the service another host and takes a prefix
 * off; skipped where there is no nginx.
 */
@ProcessTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyTest {

  static final String HOST = "neuron.example";
  static final String PREFIX = "/neuron";

  /** Bodies of this many bytes are too large for anything but an upload. */
  private static final int LARGE = 1 << 17;

  private static final String SERVERS =
      """
      client_max_body_size 8m;
      proxy_http_version 1.1;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Prefix /neuron;
      server {
        listen 127.0.0.1:{port} ssl;
        ssl_certificate {folder}/cert.pem;
        ssl_certificate_key {folder}/key.pem;
        location /neuron/ {
          proxy_pass http://127.0.0.1:{service}/;
        }
      }
      """;

  /** What clients know the service by, after the host. */
  final String path;

  private final int servicePort;
  final ServiceClient direct;
  private @Nullable Nginx nginx;
  private @Nullable TlsIdentity identity;
  private int port;

  ProxyTest(int servicePort, String contextPath) {
    this.servicePort = servicePort;
    path = PREFIX + contextPath;
    direct = new ServiceClient(servicePort);
  }

  @BeforeAll
  void startNginx(@TempDir Path folder) throws Exception {
    port = Nginx.freePort();
    identity = TlsIdentity.create(folder, HOST);
    nginx =
        Nginx.serving(
            folder,
            port,
            SERVERS
                .replace("{port}", String.valueOf(port))
                .replace("{service}", String.valueOf(servicePort)));
  }

  @AfterAll
  void endNginx() {
    if (nginx != null) {
      nginx.close();
    }
  }

  private String origin() {
    return "https://127.0.0.1:" + port;
  }

  /** A client from an address of this machine. */
  private ServiceClient from(String address) {
    try {
      HttpClient.Builder client = Objects.requireNonNull(identity).client();
      return ServiceClient.through(
          origin() + path, client.localAddress(InetAddress.getByName(address)).build());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private ServiceClient service() {
    return from("127.0.0.1");
  }

  /** Waits for a job to end, so that it does not count towards the caller's share. */
  private void awaitEnd(Answer accepted) {
    String location = accepted.expect(202).header("Location");
    Waiting.until("it has ended", () -> follow(location).json().has("finishedAt"));
  }

  /**
   * Requests a path that stands in a response. It is relative to the host, so it has the prefix.
   */
  private Answer follow(String reference) {
    assertThat(reference).startsWith(path + "/");
    return service().get(reference.substring(path.length()));
  }

  @Test
  void location_leadsThroughTheProxy() {
    Answer trained = service().train(Examples.slides("{\"epochs\": 5}")).expect(201);
    follow(trained.header("Location")).expect(200);

    Answer imported = service().post("/models", "{\"W\": [1], \"b\": 0}").expect(201);
    follow(imported.header("Location")).expect(200);

    Answer job =
        service().train(Examples.slides("{\"epochs\": 5}"), "Prefer", "respond-async").expect(202);
    follow(job.header("Location")).expect(200);
    String ui = service().get("/swagger-ui.html").expect(302).header("Location");
    assertThat(ui).isEqualTo(path + "/swagger-ui/index.html");
  }

  @Test
  void repeatedRequest_byAnotherWay_hasTheLocationOfThatWay() {
    String body = Examples.slides("{\"epochs\": 6}");
    String[] headers = {"Content-Type", "application/json", "Idempotency-Key", "by" + path};
    String first = service().train(body, headers[2], headers[3]).expect(201).header("Location");
    assertThat(first).startsWith(path + "/models/");

    Answer byProxy = service().train(body, headers[2], headers[3]).expect(201);
    Answer byPort =
        direct
            .send("POST", directPath(path + "/train"), BodyPublishers.ofString(body), headers)
            .expect(201);

    assertThat(byProxy.header("Location")).isEqualTo(first);
    assertThat(byPort.header("Location")).isEqualTo(directPath(first));
    assertThat(byProxy.header("Idempotent-Replayed")).isEqualTo("true");
    assertThat(byPort.header("Idempotent-Replayed")).isEqualTo("true");
  }

  @Test
  void problem_namesItsPageAndThePathAsTheClientSeesThem() {
    Answer problem = service().get("/models/none").expect(404);

    assertThat(problem.json().get("instance").stringValue()).isEqualTo(path + "/models/none");
    String type = problem.json().get("type").stringValue();
    assertThat(type).isEqualTo(path + "/problems/model-not-found");
    assertThat(follow(type).expect(200).text())
        .contains("href=\"../problems.css\"", "href=\"../problems\"");
    assertThat(service().get("/problems").expect(200).text())
        .contains("href=\"problems.css\"", "href=\"problems/model-not-found\"");
  }

  @Test
  void problem_ofAJobOfALineAndOfAStream_namesItsPageTheSameWay() {
    String unusable = "{\"dataset\": {\"x\": [[1], [1, 2]], \"y\": [0, 1]}}";
    String lines =
        service()
            .post("/train", "application/x-ndjson", unusable.getBytes(StandardCharsets.UTF_8))
            .expect(200)
            .text();
    assertThat(lines).contains("\"type\":\"" + path + "/problems/ragged-rows\"");

    String diverging = Examples.slides("{\"epochs\": 500, \"learningRate\": 1e300, \"l2\": 1e10}");
    String events = service().train(diverging, "Accept", "text/event-stream").expect(200).text();
    assertThat(events).contains("\"type\":\"" + path + "/problems/training-diverged\"");

    String job =
        service().train(diverging, "Prefer", "respond-async").expect(202).header("Location");
    Waiting.until(
        "it has failed", () -> follow(job).json().get("state").asString().equals("FAILED"));
    assertThat(follow(job).json().get("problem").get("type").stringValue())
        .isEqualTo(path + "/problems/training-diverged");
    assertThat(direct.get(directPath(job)).json().get("problem").get("type").stringValue())
        .isEqualTo(directPath(path + "/problems/training-diverged"));
  }

  /** A path as it is without the proxy. */
  private static String directPath(String seen) {
    return seen.substring(PREFIX.length());
  }

  @Test
  void document_namesTheServerAsTheClientSeesIt() {
    assertThat(service().get("/v3/api-docs").expect(200).json().at("/servers/0/url").asString())
        .isEqualTo(path);
    assertThat(service().get("/v3/api-docs.yaml").expect(200).text()).contains("- url: " + path);
    String own = directPath(path);
    assertThat(direct.get(own + "/v3/api-docs").expect(200).json().at("/servers/0/url").asString())
        .isEqualTo(own.isEmpty() ? "/" : own);
  }

  @Test
  void bodies_haveTheLimitsOfTheirKind() {
    byte[] table = ("x,y\n" + "1,0\n2,1\n".repeat(LARGE / 8)).getBytes(StandardCharsets.UTF_8);
    awaitEnd(service().post("/trainings/upload?epochs=1", "text/csv", table));
    awaitEnd(service().chunked("/trainings/upload?epochs=1", "text/csv", table));
    Answer tooLarge = service().post("/train?epochs=1", "text/csv", table);
    assertThat(tooLarge.status()).isEqualTo(413);

    String line =
        "{\"dataset\": {\"x\": [[1]], \"y\": [0]}, \"hyperparameters\": {\"epochs\": 1}}\n";
    byte[] lines = line.repeat(LARGE / line.length() + 1).getBytes(StandardCharsets.UTF_8);
    assertThat(service().post("/train", "application/x-ndjson", lines).expect(200).text().lines())
        .hasSize(LARGE / line.length() + 1)
        .allMatch(answer -> answer.startsWith("{\"modelId\""));
  }

  @Test
  void protocols_sayErrorsTheirWay() {
    String id =
        service().post("/models", "{\"W\": [1], \"b\": 0}").json().get("modelId").asString();
    service().post("/v2/models/" + id + "/infer", "{}").expectInferenceError(400, "inputs");
    service().get("/v2/nothing").expectInferenceError(404, "nothing at this path");
    service().get("/v1/models/none").expectInferenceError(404, "No model");
    service()
        .post("/models/none/invocations", "{\"inputs\": [[1]]}")
        .expectMlflowError(404, "RESOURCE_DOES_NOT_EXIST", "No model");
  }

  @Test
  void ownOrigin_mayCall_othersMayNot_andPagesAreForAll() {
    assertThat(train("Origin", origin()).status()).isEqualTo(201);
    assertThat(train("Origin", "https://evil.example").status()).isEqualTo(403);
    assertThat(train("Origin", "http://127.0.0.1.evil.example:" + port).status()).isEqualTo(403);
    for (String file : new String[] {"/", "/page/main.js", "/webjars/uplot/dist/uPlot.esm.js"}) {
      Answer page = service().get(file, "Origin", "https://evil.example").expect(200);
      assertThat(page.header("Access-Control-Allow-Origin")).isEmpty();
      assertThat(page.header("Vary")).containsIgnoringCase("Origin");
    }
    Answer preflight =
        service()
            .send(
                "OPTIONS",
                "/page/main.js",
                BodyPublishers.noBody(),
                "Origin",
                "https://evil.example",
                "Access-Control-Request-Method",
                "GET");
    assertThat(preflight.status()).isEqualTo(403);
  }

  private Answer train(String... headers) {
    return service().train(Examples.slides("{\"epochs\": 1}"), headers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "192.0.2.1", "127.0.0.2", "unknown", "127.0.0.2, 192.0.2.1"})
  void shares_goByTheClientThatTheProxySaw_whateverItSends(String forged) {
    String[] jobs = new String[2];
    for (int i = 0; i < jobs.length; i++) {
      jobs[i] = begin("127.0.0.3", forged).expect(202).header("Location");
    }
    try {
      assertThat(begin("127.0.0.3", forged + "7").status()).isEqualTo(429);
      begin("127.0.0.4", forged).expect(202);
    } finally {
      follow(jobs[0]);
      service()
          .get("/trainings")
          .expect(200)
          .json()
          .get("trainings")
          .valueStream()
          .map(job -> "/trainings/" + job.get("id").asString())
          .forEach(job -> service().delete(job));
    }
  }

  private Answer begin(String address, String forwardedFor) {
    return from(address)
        .train(Examples.longTraining(), "Prefer", "respond-async", "X-Forwarded-For", forwardedFor);
  }

  @ParameterizedTest
  @CsvSource({"/train, 201", "/trai%6e, 201", "/train;v=1, 201", "/train/, 201"})
  void paths_areComparedDecoded(String written, int status) {
    byte[] body = Examples.slides("{\"epochs\": 1}").getBytes(StandardCharsets.UTF_8);
    assertThat(service().post(written, "application/json", body).status()).isEqualTo(status);
  }

  @Test
  @Tag("browser")
  void page_trainsAndPredicts(@TempDir Path profile) {
    try (Browser browser = browser(profile)) {
      NeuronPage page = NeuronPage.open(browser, seen(), BrowserTest.SCREEN);
      page.train();
      assertThat(page.text("#loss-reading")).isEqualTo("0.002769");
      page.until("the models", () -> page.count("#models tbody tr, #models li") > 0);
      page.click("#predict button");
      page.until("a prediction", () -> page.text("#prediction").startsWith("ŷ = "));
      page.click("nav a");
      page.until("Swagger", () -> page.count(".opblock") > 5);
      browser.run("history.back()");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }

  @Test
  @Tag("browser")
  void swagger_executes(@TempDir Path profile) {
    try (Browser browser = browser(profile)) {
      SwaggerPage page = new SwaggerPage(browser, seen());
      assertThat(page.execute("train", "201")).contains("\"stopReason\": \"EPOCHS_COMPLETED\"");
      assertThat(browser.policyViolations()).isEmpty();
    }
  }

  private static Browser browser(Path profile) {
    return new Browser(
        profile,
        "--ignore-certificate-errors",
        "--host-resolver-rules=MAP %s 127.0.0.1".formatted(HOST));
  }

  /** The service by the name that only the browser knows. */
  private ServiceClient seen() {
    return ServiceClient.through(
        "https://%s:%d%s".formatted(HOST, port, path), HttpClient.newHttpClient());
  }
}
