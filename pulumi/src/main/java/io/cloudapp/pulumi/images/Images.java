package io.cloudapp.pulumi.images;

import com.pulumi.aws.ecr.LifecyclePolicy;
import com.pulumi.aws.ecr.LifecyclePolicyArgs;
import com.pulumi.aws.ecr.Repository;
import com.pulumi.aws.ecr.RepositoryArgs;
import com.pulumi.aws.ecr.inputs.RepositoryEncryptionConfigurationArgs;
import com.pulumi.aws.ecr.inputs.RepositoryImageScanningConfigurationArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.api.Service;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the images are: one repository each for the web app and the services. */
public final class Images extends Part {

  private static final int KEPT = 20;

  private final Map<String, Repository> repositories = new LinkedHashMap<>();

  public Images(StackSettings settings, Keys keys) {
    super("images", settings);
    add("webapp", keys);
    for (var service : Service.values()) {
      add(service.serviceName(), keys);
    }
  }

  /** The name of an image with its tag, for example {@code …/cloudapp-test/webapp:1.0.0}. */
  public Output<String> reference(String image) {
    return text("%s:%s", repositories.get(image).repositoryUrl(), settings().imageTag());
  }

  public Output<String> repositoryUrl(String image) {
    return repositories.get(image).repositoryUrl();
  }

  public Output<String> arn(String image) {
    return repositories.get(image).arn();
  }

  private void add(String image, Keys keys) {
    var repository =
        new Repository(
            child(image),
            RepositoryArgs.builder()
                .name(settings().installation() + "/" + image)
                // A tag never changes its meaning, so that a roll-back is one.
                .imageTagMutability("IMMUTABLE")
                .imageScanningConfiguration(
                    RepositoryImageScanningConfigurationArgs.builder().scanOnPush(true).build())
                .encryptionConfigurations(
                    RepositoryEncryptionConfigurationArgs.builder()
                        .encryptionType("KMS")
                        .kmsKey(keys.data())
                        .build())
                .tags(tags())
                .build(),
            inside());
    new LifecyclePolicy(
        child(image + "-lifecycle"),
        LifecyclePolicyArgs.builder()
            .repository(repository.name())
            .policy(
                Policy.json(
                    Map.of(
                        "rules",
                        List.of(
                            Map.of(
                                "rulePriority",
                                1,
                                "description",
                                "The newest " + KEPT,
                                "selection",
                                Map.of(
                                    "tagStatus", "any",
                                    "countType", "imageCountMoreThan",
                                    "countNumber", KEPT),
                                "action",
                                Map.of("type", "expire"))))))
            .build(),
        inside());
    repositories.put(image, repository);
  }
}
