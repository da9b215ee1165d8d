package io.cloudapp.local.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** A service of the AWS Query or EC2 protocol (form in, XML out), as a table of operations. */
public final class QueryProtocol implements AwsService {

  /** Answers one operation by writing what stands inside its result. */
  @FunctionalInterface
  public interface Operation {

    /**
     * @throws AwsError for every refusal
     */
    void answer(QueryInput input, XmlWriter answer);
  }

  private enum Dialect {
    QUERY,
    EC2
  }

  private static final String REQUEST_ID = "x-amzn-RequestId";

  private final Dialect dialect;
  private final String signingName;
  private final String namespace;
  private final Map<String, Operation> operations;

  private QueryProtocol(
      Dialect dialect, String signingName, String namespace, Map<String, Operation> operations) {
    this.dialect = dialect;
    this.signingName = signingName;
    this.namespace = namespace;
    this.operations = Map.copyOf(operations);
  }

  /**
   * A Query service, for example SNS: results stand in {@code <ActionResult>}.
   *
   * @param namespace of its XML, for example {@code http://sns.amazonaws.com/doc/2010-03-31/}
   * @param operations by the value of {@code Action}
   */
  public static QueryProtocol query(
      String signingName, String namespace, Map<String, Operation> operations) {
    return new QueryProtocol(Dialect.QUERY, signingName, namespace, operations);
  }

  /**
   * EC2's own dialect: results stand beside {@code <requestId>}.
   *
   * @param operations by the value of {@code Action}
   */
  public static QueryProtocol ec2(Map<String, Operation> operations) {
    return new QueryProtocol(
        Dialect.EC2, "ec2", "http://ec2.amazonaws.com/doc/2016-11-15/", operations);
  }

  @Override
  public String signingName() {
    return signingName;
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    var input = QueryInput.parse(request);
    var action = input.action();
    var operation = operations.get(action);
    if (operation == null) {
      throw AwsError.unknownAction(signingName, action);
    }
    var requestId = UUID.randomUUID().toString();
    var xml =
        XmlWriter.document(action + "Response", namespace, result(operation, input, requestId));
    return response(200, xml, requestId);
  }

  private Consumer<XmlWriter> result(Operation operation, QueryInput input, String requestId) {
    return switch (dialect) {
      case EC2 ->
          xml -> {
            xml.text("requestId", requestId);
            operation.answer(input, xml);
          };
      case QUERY ->
          xml ->
              xml.element(input.action() + "Result", result -> operation.answer(input, result))
                  .element("ResponseMetadata", metadata -> metadata.text("RequestId", requestId));
    };
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    var xml =
        switch (dialect) {
          case EC2 ->
              XmlWriter.document(
                  "Response",
                  "",
                  response ->
                      response
                          .element(
                              "Errors", errors -> errors.element("Error", codeAndMessage(error)))
                          .text("RequestID", requestId));
          case QUERY ->
              XmlWriter.document(
                  "ErrorResponse",
                  namespace,
                  response ->
                      response
                          .element(
                              "Error",
                              body -> {
                                body.text("Type", error.status() < 500 ? "Sender" : "Receiver");
                                codeAndMessage(error).accept(body);
                              })
                          .text("RequestId", requestId));
        };
    return response(error.status(), xml, requestId);
  }

  private static AwsResponse response(int status, String xml, String requestId) {
    return new AwsResponse(
        status,
        Map.of("Content-Type", "text/xml;charset=UTF-8", REQUEST_ID, requestId),
        xml.getBytes(StandardCharsets.UTF_8));
  }

  private static Consumer<XmlWriter> codeAndMessage(AwsError error) {
    return body -> body.text("Code", error.code()).text("Message", error.getMessage());
  }
}
