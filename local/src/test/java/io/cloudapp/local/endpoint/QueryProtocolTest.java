package io.cloudapp.local.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryProtocolTest {

  @Test
  void readsListsOfStructuresInTheOrderOfTheirIndexes() {
    var input =
        parse(
            "Filter.10.Name=c&Filter.2.Name=b&Filter.1.Name=a"
                + "&Filter.1.Value.1=x%20y&Filter.1.Value.2=z%2B");

    assertThat(input.structures("Filter"))
        .extracting(filter -> filter.required("Name"))
        .containsExactly("a", "b", "c");
    assertThat(input.structures("Filter").getFirst().texts("Value")).containsExactly("x y", "z+");
  }

  @Test
  void readsMemberListsAndMaps() {
    var input =
        parse(
            "Names.member.1=a&Names.member.2=b"
                + "&Attributes.entry.1.key=DisplayName&Attributes.entry.1.value=Admins");

    assertThat(input.texts("Names")).containsExactly("a", "b");
    assertThat(input.map("Attributes").get("DisplayName").required("value")).isEqualTo("Admins");
  }

  @Test
  void refusesAMissingParameterAndAMalformedEscape() {
    assertThatThrownBy(() -> parse("Action=X").required("TopicArn"))
        .isInstanceOfSatisfying(
            AwsError.class, error -> assertThat(error.code()).isEqualTo("MissingParameter"));
    assertThatThrownBy(() -> parse("Action=%zz"))
        .isInstanceOfSatisfying(
            AwsError.class, error -> assertThat(error.code()).isEqualTo("MalformedQueryString"));
  }

  @Test
  void wrapsAnEc2AnswerBesideItsRequestId() {
    var ec2 =
        QueryProtocol.ec2(
            Map.of(
                "DescribeRegions",
                (input, xml) ->
                    xml.list(
                        "regionInfo",
                        "item",
                        List.of("eu<1>"),
                        (item, name) -> item.text("regionName", name))));

    var answer = ec2.answer(request("Action=DescribeRegions"));

    assertThat(text(answer))
        .contains("<DescribeRegionsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">")
        .contains("<requestId>" + answer.headers().get("x-amzn-RequestId") + "</requestId>")
        .contains("<regionInfo><item><regionName>eu&lt;1&gt;</regionName></item></regionInfo>");
  }

  @Test
  void wrapsAQueryAnswerInItsResult() {
    var sns =
        QueryProtocol.query(
            "sns", "urn:x", Map.of("Publish", (input, xml) -> xml.text("MessageId", "m-1")));

    assertThat(text(sns.answer(request("Action=Publish"))))
        .contains(
            "<PublishResponse xmlns=\"urn:x\"><PublishResult><MessageId>m-1</MessageId>"
                + "</PublishResult><ResponseMetadata><RequestId>");
  }

  @Test
  void refusesAnUnknownActionInEachDialect() {
    var request = request("Action=RunMagic");
    var ec2 = QueryProtocol.ec2(Map.of());
    var sns = QueryProtocol.query("sns", "urn:x", Map.of());
    for (var service : List.of(ec2, sns)) {
      assertThatThrownBy(() -> service.answer(request))
          .isInstanceOfSatisfying(
              AwsError.class,
              error -> {
                assertThat(error.code()).isEqualTo("InvalidAction");
                assertThat(text(service.refusal(error, "r-1")))
                    .contains("<Code>InvalidAction</Code>")
                    .contains("RunMagic");
              });
    }
  }

  private static QueryInput parse(String form) {
    return QueryInput.parse(request(form));
  }

  private static AwsRequest request(String form) {
    return new AwsRequest(
        "POST", "/", "", Map.of(), form.getBytes(StandardCharsets.UTF_8), "anonymous");
  }

  private static String text(AwsResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
