package io.cloudapp.pulumi.domain;

import com.pulumi.aws.acm.Certificate;
import com.pulumi.aws.acm.CertificateArgs;
import com.pulumi.aws.acm.CertificateValidation;
import com.pulumi.aws.acm.CertificateValidationArgs;
import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Map;

/** A certificate for a name of ours, once a record in our zone has proven that it is ours. */
public final class ProvenCertificate {

  private final CertificateValidation validation;

  /**
   * @param name what its resources begin with
   * @param domain the name that it is for
   */
  public ProvenCertificate(
      StackSettings settings,
      String name,
      String domain,
      Map<String, String> tags,
      Resource parent) {
    var inside = CustomResourceOptions.builder().parent(parent).build();
    var certificate =
        new Certificate(
            name,
            CertificateArgs.builder().domainName(domain).validationMethod("DNS").tags(tags).build(),
            inside);
    var proof = certificate.domainValidationOptions().applyValue(List::getFirst);
    Output<List<String>> value =
        proof.applyValue(it -> it.resourceRecordValue().orElseThrow()).applyValue(List::of);
    var record =
        new Record(
            name + "-proof",
            RecordArgs.builder()
                .zoneId(settings.hostedZoneId())
                .name(proof.applyValue(it -> it.resourceRecordName().orElseThrow()))
                .type("CNAME")
                .records(value)
                .ttl(300)
                .build(),
            inside);
    validation =
        new CertificateValidation(
            name + "-valid",
            CertificateValidationArgs.builder()
                .certificateArn(certificate.arn())
                .validationRecordFqdns(record.fqdn().applyValue(List::of))
                .build(),
            inside);
  }

  /** Known only when the certificate can be used. */
  public Output<String> arn() {
    return validation.certificateArn();
  }
}
