package io.cloudapp.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.blob.Blobs;
import com.google.cloud.tools.jib.event.EventHandlers;
import com.google.cloud.tools.jib.http.FailoverHttpClient;
import com.google.cloud.tools.jib.image.json.BuildableManifestTemplate;
import com.google.cloud.tools.jib.image.json.ManifestTemplate;
import com.google.cloud.tools.jib.registry.RegistryClient;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;

/**
 * Where images are pushed to. Its password comes from the environment or from the AWS CLI and is
 * kept in memory only.
 *
 * @param place host and folder of the repositories
 */
final class Registry {

  static final String USER_VARIABLE = "CLOUDAPP_REGISTRY_USER";
  static final String PASSWORD_VARIABLE = "CLOUDAPP_REGISTRY_PASSWORD";

  private static final Pattern ECR =
      Pattern.compile("[0-9]{12}\\.dkr\\.ecr(-fips)?\\.([a-z0-9-]+)\\.amazonaws\\.com(\\.cn)?");
  private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.0\\.0\\.1)(:.*)?");

  private final String host;
  private final String folder;
  private final Optional<Credential> credential;

  private Registry(String place, Optional<Credential> credential) {
    var slash = place.indexOf('/');
    this.host = slash < 0 ? place : place.substring(0, slash);
    this.folder = slash < 0 ? "" : place.substring(slash + 1) + "/";
    this.credential = credential;
  }

  static Registry at(String place, Map<String, String> environment) {
    var host = place.replaceFirst("/.*", "");
    return new Registry(place, credential(host, environment));
  }

  /** The full name of an image, for example {@code …/cloudapp-small/webapp:1.0.0}. */
  String reference(Part part, String tag) {
    return host + "/" + folder + part.name() + ":" + tag;
  }

  /**
   * The commit that the image with this name was built from; empty where there is none.
   *
   * @throws Unbuildable when the registry does not tell
   */
  Optional<String> revisionOf(Part part, String tag) {
    var client = client(folder + part.name());
    try {
      if (!client.doPullBearerAuth() && credential.isPresent()) {
        client.configureBasicAuth();
      }
      var there = client.checkManifest(tag);
      if (there.isEmpty()) {
        return Optional.empty();
      }
      ManifestTemplate manifest = client.pullManifest(tag).getManifest();
      return manifest instanceof BuildableManifestTemplate ours
          ? Optional.of(revision(client, ours))
          : Optional.of("unknown");
    } catch (RegistryException | IOException failure) {
      throw refused(part.name(), failure);
    }
  }

  private static String revision(RegistryClient client, BuildableManifestTemplate manifest)
      throws IOException {
    var configuration =
        client.pullBlob(manifest.getContainerConfiguration().getDigest(), _ -> {}, _ -> {});
    return Json.mapper()
        .readTree(Blobs.writeToString(configuration))
        .path("config")
        .path("Labels")
        .path(ContainerImage.REVISION)
        .asText("unknown");
  }

  /** Returns the digest of what was pushed. */
  String push(ContainerImage image, Path cache) {
    try {
      var target = RegistryImage.named(reference(image.part(), image.tag()));
      credential.ifPresent(known -> target.addCredential(known.getUsername(), known.getPassword()));
      return image
          .describe()
          .containerize(
              Containerizer.to(target)
                  .setToolName("cloudapp")
                  .setApplicationLayersCache(cache)
                  .setBaseImageLayersCache(cache)
                  .setAllowInsecureRegistries(isThisMachine()))
          .getDigest()
          .toString();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unbuildable(
          "Pushing " + reference(image.part(), image.tag()) + " was interrupted.", interrupted);
    } catch (ExecutionException failure) {
      throw refused(image.part().name(), failure.getCause());
    } catch (RegistryException
        | IOException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException failure) {
      throw refused(image.part().name(), failure);
    }
  }

  private RegistryClient client(String repository) {
    var factory =
        RegistryClient.factory(
            EventHandlers.NONE,
            host,
            repository,
            new FailoverHttpClient(isThisMachine(), false, _ -> {}));
    credential.ifPresent(factory::setCredential);
    return factory.newRegistryClient();
  }

  private boolean isThisMachine() {
    return THIS_MACHINE.matcher(host).matches();
  }

  private Unbuildable refused(String name, Throwable failure) {
    return new Unbuildable(
        "The registry did not take or show %s%s at %s: %s. Look at the address, at whether the repository is there, and at what you may do with it."
            .formatted(folder, name, host, firstLine(failure)),
        failure);
  }

  private static String firstLine(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.toString() : message.lines().findFirst().orElse("");
  }

  private static Optional<Credential> credential(String host, Map<String, String> environment) {
    var password = environment.get(PASSWORD_VARIABLE);
    if (password != null && !password.isEmpty()) {
      return Optional.of(Credential.from(environment.getOrDefault(USER_VARIABLE, "AWS"), password));
    }
    var ecr = ECR.matcher(host);
    if (!ecr.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        CommandLine.output(List.of("aws", "ecr", "get-login-password", "--region", ecr.group(2)))
            .filter(given -> !given.isEmpty())
            .map(given -> Credential.from("AWS", given))
            .orElseThrow(
                () ->
                    new Unbuildable(
                        "The AWS CLI gave no password for "
                            + host
                            + ". Install it and sign in ('aws ecr get-login-password --region "
                            + ecr.group(2)
                            + "' tells what is missing), or put the password into "
                            + PASSWORD_VARIABLE
                            + ".")));
  }
}
