package io.cloudapp.pulumi.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class BadValuesTest {

  /** Where, what somebody wrote there as YAML, and what Helm says. */
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          installation                            | ''             | Set installation to the name of the installation
          installation                            | Cloud App      | lower_case_letters_digits_and_dashes
          installation                            | 12             | got number, want string
          region                                  | ''             | Set region to the region of AWS
          region                                  | Ireland        | region_such_as_eu_west_1
          colour                                  | red            | additional properties 'colour' not allowed
          environment.CLOUDAPP_DATABASE_PASSWORD  | x              | Keep the secret in Secrets Manager
          environment.cloudapp-region             | x              | upper_case_letters_digits_and_underscores
          environment.CLOUDAPP_SEATS              | 12             | got number, want string
          ingress.certificateArn                  | ''             | Set ingress.certificateArn
          ingress.certificateArn                  | arn:aws:acm:x  | arn_of_a_certificate
          ingress.certificateArn                  | arn:aws:acm:us-east-1:123456789012:certificate/1 | takes certificates of that region only
          ingress.securityGroups                  | []             | Set ingress.securityGroups
          ingress.securityGroups                  | [default]      | id_of_a_security_group
          ingress.subnets                         | [subnet-0123456789abcdef0] | Add another
          ingress.subnets                         | subnet-0123456789abcdef0   | got string, want array
          ingress.loadBalancerName                | a-load-balancer-with-thirty-three | maxLength: got 33, want 32
          ingress.loadBalancerName                | internal-x     | AWS keeps names that begin with internal-
          ingress.loadBalancerName                | a_b            | letters_digits_and_dashes
          ingress.sslPolicy                       | ELBSecurityPolicy-2016-08 | policy_with_TLS_1_3
          ingress.deletionProtection              | 'yes'          | got string, want boolean
          ingress.accessLogs.bucket               | My bucket      | name_of_a_bucket
          ingress.tags.team                       | a,b            | letters_digits_and_some_signs
          network.cidrs                           | []             | minItems: got 0, want 1
          network.cidrs                           | [10.0.0.0]     | addresses_such_as_10_40_0_0_slash_16
          network.cidrs                           | [10.0.0.300/8] | addresses_such_as_10_40_0_0_slash_16
          drainSeconds                            | 1000           | maximum: got 1,000, want 300
          autoscaling.cpuPercent                  | 100            | maximum: got 100, want 90
          services                                | {}             | Set services.configure-instance.image
          services.start-instance                 | {}             | additional properties 'start-instance' not allowed
          services.view-stats.imge                | x              | additional properties 'imge' not allowed
          services.view-stats.image               | ''             | Set services.view-stats.image to
          services.view-stats.image               | a.example/stats | image_with_its_tag
          services.view-stats.image               | a.example/stats:latest | a roll-back would not be one
          services.view-stats.image               | a.example:5000/stats | image_with_its_tag
          services.view-stats.roleArn             | ''             | Set services.view-stats.roleArn to
          services.view-stats.roleArn             | view-stats     | arn_of_a_role
          services.view-stats.roleArn             | arn:aws:iam::12:role/x | arn_of_a_role
          services.view-stats.paths               | []             | minItems: got 0, want 1
          services.view-stats.paths               | ['']           | path_such_as_slash_instances
          services.view-stats.paths               | [/]            | path_such_as_slash_instances
          services.view-stats.paths               | [stats]        | path_such_as_slash_instances
          services.view-stats.paths               | [/stats/*]     | path_such_as_slash_instances
          services.view-stats.paths               | [/instances]   | Give each request one service
          services.view-stats.paths               | [/instances/old] | Give each request one service
          services.view-stats.paths               | [/health]      | Take another path
          services.view-stats.paths               | [/stats, /stats/old] | Give each request one service
          services.view-stats.environment.DB_TOKEN | x             | Keep the secret in Secrets Manager
          services.view-stats.replicas.minimum    | 0              | minimum: got 0, want 1
          services.view-stats.replicas.minimum    | 2              | is 2 and more than the maximum, 1
          services.view-stats.replicas.maximum    | 51             | maximum: got 51, want 50
          services.view-stats.replicas.maximum    | two            | got string, want integer
          services.view-stats.resources.cpu       | 300m           | value must be one of '250m', '500m', '1', '2', '4'
          services.view-stats.resources.memory    | 1G             | mebibytes_or_gibibytes
          services.view-stats.resources.memory    | 8Gi            | the most with 500m CPU is 3840Mi
          """)
  void areRefusedWithASentence(String place, String written, String sentence) {
    var values = Chart.example("small");
    put(values, place, new Yaml().load(written));

    assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(sentence);
  }

  @Test
  void areNoneOfTheseWithoutTheChange() {
    assertThat(Chart.render(Chart.example("small"))).contains("kind: Deployment");
  }

  /** So that nobody installs an example by mistake. */
  @Test
  void countTheEmptyDefaultsAmongThem() {
    assertThatThrownBy(() -> Chart.render(Map.of()))
        .hasMessageContaining("Set installation")
        .hasMessageContaining("ci/small-values.yaml shows a whole set of values");
  }

  @Test
  void areRefusedByTheLinterToo() {
    var values = Chart.example("small");
    put(values, "services.view-stats.roleArn", "view-stats");

    var result = Chart.lint(values);

    assertThat(result.isFailed()).isTrue();
    assertThat(result.getMessages())
        .anyMatch(message -> message.contains("/services/view-stats/roleArn"));
  }

  private static void put(Map<String, Object> values, String place, Object value) {
    var dot = place.indexOf('.');
    if (dot < 0) {
      values.put(place, value);
      return;
    }
    var below =
        Chart.asMap(values.computeIfAbsent(place.substring(0, dot), key -> new LinkedHashMap<>()));
    put(below, place.substring(dot + 1), value);
  }
}
