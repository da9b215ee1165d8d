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

/**
 * Where the images are: one repository each for the web app and the services, and the command that
 * makes and pushes what is not there yet.
 */
public final class Images extends Part {

  private static final String WEBAPP = "webapp";
  private static final int KEPT = 20;

  private final Map<String, Repository> repositories = new LinkedHashMap<>();
  private final LocalCommand push;

  public Images(StackSettings settings, Keys keys) {
    super("images", settings);
    add(WEBAPP, keys);
    for (var service : Service.values()) {
      add(service.serviceName(), keys);
    }
    push = push();
  }

  /**
   * The name of an image with its tag, for example {@code …/cloudapp-test/webapp:1.0.0}; whoever
   * uses it waits until the image is there.
   */
  public Output<String> reference(String image) {
    var url = repositories.get(image).repositoryUrl();
    return push.printed().apply(_ -> url).applyValue(known -> known + ":" + settings().imageTag());
  }

  public Output<String> repositoryUrl(String image) {
    return repositories.get(image).repositoryUrl();
  }

  public Output<String> arn(String image) {
    return repositories.get(image).arn();
  }

  /**
   * One command for all, because they are made of one build. It asks the AWS CLI for a password.
   */
  private LocalCommand push() {
    var registry =
        text(
            "%s.dkr.ecr.%s.amazonaws.com/%s",
            repositories.get(WEBAPP).registryId(),
            settings().region().code(),
            settings().installation());
    var tag = settings().imageTag();
    return new LocalCommand(
        child("push"),
        // Pulumi runs in its own folder of the checkout. A tag that is there is used as it is, so
        // that the checkout need not go back when the tag does.
        text("../cloudapp images --missing --push %s --tag %s", registry, tag),
        registry.applyValue(place -> List.of(place, tag)),
        this,
        List.copyOf(repositories.values()));
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
