package io.cloudapp.pulumi.api;

import com.pulumi.aws.apigatewayv2.ApiMapping;
import com.pulumi.aws.apigatewayv2.ApiMappingArgs;
import com.pulumi.aws.apigatewayv2.DomainName;
import com.pulumi.aws.apigatewayv2.DomainNameArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.inputs.DomainNameDomainNameConfigurationArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.domain.ProvenCertificate;
import io.cloudapp.pulumi.settings.StackSettings;

/** A name of ours for the API, beside the one that AWS makes up. */
final class OwnName extends Part {

  private final ApiMapping mapping;

  OwnName(StackSettings settings, String domain, Output<String> apiId, Stage stage) {
    super("api-name", settings);
    var certificate = new ProvenCertificate(settings, child("certificate"), domain, tags(), this);
    var name =
        new DomainName(
            child("domain"),
            DomainNameArgs.builder()
                .domainName(domain)
                .domainNameConfiguration(
                    DomainNameDomainNameConfigurationArgs.builder()
                        .certificateArn(certificate.arn())
                        .endpointType("REGIONAL")
                        .securityPolicy("TLS_1_2")
                        .build())
                .tags(tags())
                .build(),
            inside());
    mapping =
        new ApiMapping(
            child("mapping"),
            ApiMappingArgs.builder().apiId(apiId).domainName(name.id()).stage(stage.name()).build(),
            inside());
    var target = name.domainNameConfiguration();
    new Record(
        child("record"),
        RecordArgs.builder()
            .zoneId(settings.hostedZoneId())
            .name(domain)
            .type("A")
            .aliases(
                RecordAliasArgs.builder()
                    .name(target.applyValue(it -> it.targetDomainName().orElseThrow()))
                    .zoneId(target.applyValue(it -> it.hostedZoneId().orElseThrow()))
                    .evaluateTargetHealth(false)
                    .build())
            .build(),
        inside());
  }

  /** Known when the API answers by the name. */
  Output<String> url() {
    return text("https://%s", mapping.domainName());
  }
}
