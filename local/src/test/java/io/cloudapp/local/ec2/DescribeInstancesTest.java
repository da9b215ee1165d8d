package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.ZONE_A;
import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class DescribeInstancesTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  private List<String> found(String filter, String... values) {
    return ec2
        .client
        .describeInstances(r -> r.filters(Filter.builder().name(filter).values(values).build()))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  private String tagged(String key, String value) {
    return ec2.launchedId(
        r ->
            r.tagSpecifications(
                TagSpecification.builder()
                    .resourceType(ResourceType.INSTANCE)
                    .tags(Tag.builder().key(key).value(value).build())
                    .build()));
  }

  @Test
  void filtersByTagStateTokenAndZone() {
    var web = tagged("cloudapp:execution", "e-1");
    var other = tagged("cloudapp:execution", "e-2");
    var token = ec2.launchedId(r -> r.clientToken("mine"));
    ec2.client.terminateInstances(r -> r.instanceIds(other));

    assertThat(found("tag:cloudapp:execution", "e-1")).containsExactly(web);
    assertThat(found("tag:cloudapp:execution", "e-*")).containsExactly(web, other);
    assertThat(found("tag-key", "cloudapp:execution")).containsExactly(web, other);
    assertThat(found("client-token", "mine")).containsExactly(token);
    assertThat(found("instance-state-name", "pending", "running")).containsExactly(web, token);
    assertThat(found("availability-zone", ZONE_A)).containsExactly(web, other, token);
    assertThat(found("image-id", "ami-?")).isEmpty();
  }

  @Test
  void refusesAnUnknownFilterEvenWhenThereIsNothingToFilter() {
    assertRefused("InvalidParameterValue", () -> found("colour", "red"));
  }

  @Test
  void pagesThroughAllInstancesOnce() {
    var launched = new ArrayList<String>();
    for (int count = 0; count < 12; count++) {
      launched.add(ec2.launchedId());
    }

    var pages =
        ec2.client.describeInstancesPaginator(
            DescribeInstancesRequest.builder().maxResults(5).build());

    assertThat(pages.stream().map(page -> page.reservations().size())).containsExactly(5, 5, 2);
    assertThat(
            pages.reservations().stream()
                .map(reservation -> reservation.instances().getFirst().instanceId()))
        .isEqualTo(launched);
  }

  @Test
  void refusesPagesThatAreTooSmallOrOfNamedInstances() {
    var id = ec2.launchedId();

    assertRefused(
        "InvalidParameterValue", () -> ec2.client.describeInstances(r -> r.maxResults(4)));
    assertRefused(
        "InvalidParameterCombination",
        () -> ec2.client.describeInstances(r -> r.maxResults(5).instanceIds(id)));
    assertRefused(
        "InvalidNextToken", () -> ec2.client.describeInstances(r -> r.nextToken("nonsense")));
  }

  @Test
  void refusesUnknownAndMalformedIds() {
    assertRefused("InvalidInstanceID.NotFound", () -> ec2.described("i-0123456789abcdef0"));
    assertRefused("InvalidInstanceID.Malformed", () -> ec2.described("i-xyz"));
    assertRefused("InvalidInstanceID.Malformed", () -> ec2.described(""));
  }

  @Test
  void showsANewInstanceAndItsChangesOnlyAfterAWhile() {
    try (var late =
        new ServedEc2(
            options ->
                options.with(
                    Ec2Settings.defaults()
                        .withBoot(ServedEc2.BOOT)
                        .withMaxLag(Duration.ofMillis(500))))) {
      var hidden = 0;
      var hiddenEnds = 0;
      for (int count = 0; count < 20; count++) {
        var id = late.launchedId();
        hidden += late.describedIds().contains(id) ? 0 : 1;
        late.clock.pass(Duration.ofMillis(500));
        assertThat(late.stateOf(id)).isEqualTo("pending");
        late.client.terminateInstances(r -> r.instanceIds(id));
        hiddenEnds += late.stateOf(id).equals("pending") ? 1 : 0;
        late.clock.pass(Duration.ofMillis(500));
        assertThat(late.stateOf(id)).isEqualTo("shutting-down");
      }

      assertThat(hidden).isGreaterThan(10);
      assertThat(hiddenEnds).isGreaterThan(10);
    }
  }

  @Test
  void doesNotFindABrandNewInstanceByItsIdYetActsOnIt() {
    try (var late =
        new ServedEc2(
            options -> options.with(Ec2Settings.defaults().withMaxLag(Duration.ofDays(365))))) {
      var id = late.launchedId();

      assertRefused("InvalidInstanceID.NotFound", () -> late.described(id));
      assertThat(
              late.client
                  .terminateInstances(r -> r.instanceIds(id))
                  .terminatingInstances()
                  .getFirst()
                  .currentState()
                  .nameAsString())
          .isEqualTo("shutting-down");
    }
  }

  @Test
  void changesTagsOfInstancesAndVolumes() {
    var id = tagged("a", "1");
    var volume = ec2.described(id).blockDeviceMappings().getFirst().ebs().volumeId();

    ec2.client.createTags(
        r ->
            r.resources(id, volume)
                .tags(
                    Tag.builder().key("a").value("2").build(),
                    Tag.builder().key("b").value("3").build()));
    ec2.client.deleteTags(r -> r.resources(id).tags(Tag.builder().key("b").build()));

    assertThat(ec2.described(id).tags()).containsExactly(Tag.builder().key("a").value("2").build());
    assertThat(ec2.client.describeVolumes(r -> r.volumeIds(volume)).volumes().getFirst().tags())
        .hasSize(2);
    assertRefused(
        "InvalidParameterValue",
        () ->
            ec2.client.createTags(
                r -> r.resources(id).tags(Tag.builder().key("aws:x").value("1").build())));
  }
}
