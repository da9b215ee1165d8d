package io.cloudapp.webapp;

import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import io.cloudapp.core.instance.InstanceState;
import java.util.List;
import java.util.Map;

/** Serves the pages over made-up answers, to look at them: sign in as ada, "correct horse". */
final class DemoServer {

  private DemoServer() {}

  public static void main(String[] arguments) throws InterruptedException {
    var api = new FakeApi();
    api.instances(
        List.of(
            Samples.instance("01JDA7RUNNING"),
            Samples.instance("01JDA7PENDING", InstanceState.PENDING, false),
            Samples.instance("01JDA7STOPPED", InstanceState.TERMINATED, false)));
    api.executions(
        List.of(
            Samples.running("01JDA7PENDING"),
            Samples.finished("01JDA7RUNNING"),
            Samples.failed("01JDA7FAILED")));
    api.accept(Samples.running("01JDA7PENDING"));
    api.reveal("01JDA7RUNNING");
    api.answer(request("POST", urlPathEqualTo("/second-factor")), FakeApi.json(FakeApi.secret()));
    var port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8088;
    new RunningWebApp(api.url(), Map.of("micronaut.server.port", port));
    Thread.currentThread().join();
  }
}
