package io.cloudapp.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.local.ec2.Ec2Service;
import io.cloudapp.local.ec2.Network;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.installation.Resources;
import io.cloudapp.local.installation.UserPool;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessControlTest {

  private static final String LAUNCH =
      "Action=RunInstances&InstanceType=t3.micro&ImageId=ami-1&SubnetId="
          + Network.subnets().getFirst().id()
          + "&MetadataOptions.HttpTokens=required&MetadataOptions.HttpPutResponseHopLimit=1"
          + "&BlockDeviceMapping.1.Ebs.Encrypted=true&KeyName=cloudapp-local-1"
          + "&TagSpecification.1.ResourceType=instance"
          + "&TagSpecification.1.Tag.1.Key=cloudapp:install-id&TagSpecification.1.Tag.1.Value=local"
          + "&TagSpecification.2.ResourceType=volume"
          + "&TagSpecification.2.Tag.1.Key=cloudapp:install-id"
          + "&TagSpecification.2.Tag.1.Value=local";

  private final Ec2Service ec2 = new Ec2Service(Ec2Service.Options.defaults());
  private final AccessControl control = new AccessControl();

  @BeforeEach
  void enforce() {
    control.enforce(
        new Resources(
            "localhost:1",
            "http://localhost:1/000000000000/login",
            "login",
            "login-dlq",
            "arn:aws:sns:eu-west-1:000000000000:admins",
            "arn:aws:sns:eu-west-1:000000000000:people",
            "cloudapp-usage",
            new UserPool("eu-west-1_pool", "web", "admin"),
            Map.of(
                StateMachine.LOGIN, "arn:aws:states:eu-west-1:000000000000:stateMachine:login",
                StateMachine.PROVISION_INSTANCE,
                    "arn:aws:states:eu-west-1:000000000000:stateMachine:provision-instance",
                StateMachine.STOP_INSTANCE,
                    "arn:aws:states:eu-west-1:000000000000:stateMachine:stop-instance")),
        ec2,
        "cognito");
  }

  @AfterEach
  void close() {
    ec2.close();
  }

  @Test
  void allowsALaunchAsTheCodeMakesItAndKeepsWhatWasUsed() {
    assertThatCode(() -> control.check("ec2", form("provision-instance", LAUNCH)))
        .doesNotThrowAnyException();

    assertThat(control.uses())
        .contains(
            new Use("provision-instance", "ec2:RunInstances", AwsResource.LAUNCHED_INSTANCES),
            new Use("provision-instance", "ec2:RunInstances", AwsResource.LAUNCHED_VOLUMES),
            new Use("provision-instance", "ec2:RunInstances", AwsResource.INSTANCE_SUBNETS),
            new Use("provision-instance", "ec2:CreateTags", AwsResource.FIRST_TAGS));
  }

  @ParameterizedTest
  @CsvSource({
    "InstanceType=t3.micro, InstanceType=p5.48xlarge",
    "HttpTokens=required, HttpTokens=optional",
    "HopLimit=1, HopLimit=2",
    "Encrypted=true, Encrypted=false",
    "Value=local, Value=another",
    "KeyName=cloudapp-local-1, KeyName=somebodys",
    "subnet-0c10da, subnet-0aaaaa",
  })
  void refusesALaunchThatIsOtherwise(String part, String otherwise) {
    assertThatThrownBy(
            () -> control.check("ec2", form("provision-instance", LAUNCH.replace(part, otherwise))))
        .isInstanceOfSatisfying(
            AwsError.class,
            refused -> {
              assertThat(refused.code()).isEqualTo("UnauthorizedOperation");
              assertThat(refused.status()).isEqualTo(403);
              assertThat(refused.getMessage())
                  .contains("assumed-role/provision-instance/")
                  .contains("is not authorized to perform: ec2:RunInstances");
            });
  }

  @Test
  void refusesToTerminateWhatIsNotOursOrNotThere() {
    assertThatThrownBy(
            () ->
                control.check(
                    "ec2",
                    form("provision-instance", "Action=TerminateInstances&InstanceId.1=i-1")))
        .isInstanceOfSatisfying(
            AwsError.class,
            refused -> assertThat(refused.code()).isEqualTo("UnauthorizedOperation"));
  }

  @Test
  void refusesAFunctionWhatAnotherMayDo() {
    var send = json("sqs", "SendMessage", "{\"QueueUrl\":\"http://localhost/000000000000/login\"}");

    assertThatCode(() -> control.check("sqs", send.apply("ReportHealth")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> control.check("sqs", send.apply("Authenticate")))
        .isInstanceOfSatisfying(
            AwsError.class,
            refused -> assertThat(refused.code()).isEqualTo("AccessDeniedException"));
  }

  @Test
  void allowsASecretOfThisInstallationOnly() {
    assertThatCode(() -> control.check("secretsmanager", secret("cloudapp/local/login/1")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> control.check("secretsmanager", secret("cloudapp/another/login/1")))
        .isInstanceOf(AwsError.class);
  }

  @Test
  void allowsEverythingToWhoeverIsNoPartOfCloudApp() {
    assertThatCode(() -> control.check("ec2", form("AKIADEVELOPER", "Action=RunInstances")))
        .doesNotThrowAnyException();
    assertThat(control.uses()).isEmpty();
  }

  @Test
  void holdsAWorkflowToItsMachine() {
    var login = AccessRequest.of("sqs:SendMessage", "arn:aws:sqs:eu-west-1:000000000000:login");

    assertThat(control.denial(RoleName.of(StateMachine.PROVISION_INSTANCE), List.of(login)))
        .isEmpty();
    assertThat(control.denial(RoleName.of(StateMachine.LOGIN), List.of(login))).isPresent();
  }

  private static AwsRequest secret(String name) {
    return json("secretsmanager", "GetSecretValue", "{\"SecretId\":\"" + name + "\"}")
        .apply("RevealLogin");
  }

  private static AwsRequest form(String caller, String body) {
    return new AwsRequest(
        "POST",
        "/",
        "",
        Map.of("content-type", List.of("application/x-www-form-urlencoded")),
        body.getBytes(StandardCharsets.UTF_8),
        caller);
  }

  private static Function<String, AwsRequest> json(String service, String operation, String body) {
    return caller ->
        new AwsRequest(
            "POST",
            "/",
            "",
            Map.of("x-amz-target", List.of(service + "." + operation)),
            body.getBytes(StandardCharsets.UTF_8),
            caller);
  }
}
