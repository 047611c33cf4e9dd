package dev.neuron;

import static org.assertj.core.api.Assertions.assertThat;

/** The Swagger page in a browser. */
final class SwaggerPage {

  private final Browser browser;

  /** Opens it. */
  SwaggerPage(Browser browser, ServiceClient service) {
    this.browser = browser;
    browser.open(service.uri("/swagger-ui.html").toString());
  }

  /** Enters a bearer token as a visitor does. */
  void authorize(String token) {
    browser.find("button.authorize").click();
    browser.find(".auth-container input").sendKeys(token);
    browser.find(".auth-container button.authorize").click();
    browser.find(".auth-container button.btn-done").click();
  }

  /** Runs an operation with all that is filled in, and returns the body of the answer. */
  String execute(String operation, String status) {
    String block = "div[id$='-" + operation + "'] ";
    browser.find(block + ".opblock-summary-control").click();
    browser.find(block + "button.execute").click();
    String live = block + ".live-responses-table tbody ";
    assertThat(browser.find(live + ".response-col_status").getText())
        .as(operation)
        .startsWith(status);
    String body =
        String.valueOf(
            browser.find(live + ".response-col_description").getDomProperty("textContent"));
    browser.find(block + ".opblock-summary-control").click(); // keeps the page small
    return body;
  }
}
