package io.cloudapp.local.s3;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.HttpForwarder;
import io.cloudapp.local.endpoint.XmlWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** S3: s3proxy over a folder, started in the background and awaited by the first request. */
public final class ObjectService implements AwsService, AutoCloseable {

  private static final int START_SECONDS = 60;

  private record Running(S3Proxy server, HttpForwarder forwarder) {}

  private final Path folder;
  private final CompletableFuture<Running> running =
      new CompletableFuture<Running>().orTimeout(START_SECONDS, TimeUnit.SECONDS);

  private ObjectService(Path folder) {
    this.folder = folder;
  }

  /**
   * Begins to start and returns at once.
   *
   * @param folder where objects are kept; made where it is missing
   */
  public static ObjectService start(Path folder) {
    ObjectService service;
    try {
      service = new ObjectService(Files.createDirectories(folder));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().daemon().name("s3-start").start(service::run);
    return service;
  }

  private void run() {
    try {
      var server =
          S3Proxy.builder()
              .blobStore(new FilesystemNio2BlobStore(folder.toString()))
              .endpoint(URI.create("http://127.0.0.1:0"))
              .awsAuthentication(AuthenticationType.NONE, null, null)
              .ignoreUnknownHeaders(true)
              .build();
      server.start();
      running.complete(
          new Running(
              server, new HttpForwarder(URI.create("http://127.0.0.1:" + server.getPort()))));
    } catch (Exception | LinkageError failure) {
      running.completeExceptionally(failure);
    }
  }

  @Override
  public String signingName() {
    return "s3";
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return running.join().forwarder().forward(request);
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    var xml =
        XmlWriter.document(
            "Error",
            "",
            body ->
                body.text("Code", error.code())
                    .text("Message", error.getMessage())
                    .text("RequestId", requestId));
    return new AwsResponse(
        error.status(),
        Map.of("Content-Type", "application/xml"),
        xml.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      if (!running.isCompletedExceptionally()) {
        running.join().server().stop();
      }
    } catch (Exception failure) {
      throw new IllegalStateException("S3 did not stop.", failure);
    }
  }
}
