package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The web tier keeps no state: it may die at any moment without a request being lost or doubled.
 */
@ExtendWith(SharedCloud.class)
final class WebTierCrashIT {

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

  private final HttpClient browser =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();

  @Test
  void repeatsAFormAfterTheWebTierDiedAndFindsTheSameExecution(RunningCloud cloud)
      throws Exception {
    var username = "patient";
    var password = "A-patient-person-1";
    cloud.cloud().addPerson(username, password);
    var signIn = hidden(get(cloud, "/sign-in"));
    signIn.put("username", username);
    signIn.put("password", password);
    assertThat(post(cloud, "/sign-in", signIn).statusCode()).isEqualTo(303);
    var form = hidden(get(cloud, "/"));
    form.put("configuration", "nginx");
    var first = post(cloud, "/instances", form);
    assertThat(first.statusCode()).isEqualTo(303);

    cloud.replaceWebapp();
    var second = post(cloud, "/instances", form);

    assertThat(second.statusCode()).isEqualTo(303);
    assertThat(second.headers().firstValue("location"))
        .isEqualTo(first.headers().firstValue("location"));
    var person = cloud.signedIn(username, password);
    assertThat(person.get("/executions").body().path("items")).hasSize(1);
    var id = person.get("/executions").body().path("items").path(0).path("id").asText();
    assertThat(person.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).hasSize(1);
  }

  private String get(RunningCloud cloud, String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(cloud.addresses().web().resolve(path)).build();
    return browser.send(request, BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(RunningCloud cloud, String path, Map<String, String> form)
      throws IOException, InterruptedException {
    var body =
        form.entrySet().stream()
            .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
            .collect(Collectors.joining("&"));
    var address = cloud.addresses().web().resolve(path);
    return browser.send(
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", cloud.addresses().web().toString())
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static Map<String, String> hidden(String page) {
    var fields = new LinkedHashMap<String, String>();
    var input = HIDDEN.matcher(page);
    while (input.find()) {
      fields.putIfAbsent(input.group(1), input.group(2));
    }
    return fields;
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
