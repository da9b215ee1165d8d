package io.cloudapp.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code ./cloudapp images}: makes the images of what Maven has built, and pushes them. */
public final class Main {

  private static final double MEGABYTE = 1e6;

  private final Provenance provenance = Provenance.ofCheckout();
  private final Workshop workshop =
      new Workshop(Path.of(""), Path.of("images", "target"), Path.of(".cloudapp", "downloads"));
  private final Options options;
  private final String tag;

  private Main(Options options) {
    this.options = options;
    this.tag = options.tag().orElseGet(provenance::tag);
  }

  public static void main(String[] arguments) {
    try {
      new Main(Options.read(arguments)).run();
    } catch (Unbuildable unbuildable) {
      System.err.println("cloudapp: " + unbuildable.getMessage());
      System.exit(1);
    }
    // Jib's threads would keep the JVM alive.
    System.exit(0);
  }

  private void run() {
    var parts =
        Part.all().stream()
            .filter(part -> options.only().map(part.name()::equals).orElse(true))
            .toList();
    if (!provenance.isCommitted()) {
      System.err.println(
          "cloudapp: There are uncommitted changes; nobody can build these images again.");
    }
    if (options.push().isPresent()) {
      push(parts, Registry.at(options.push().get(), System.getenv()));
    } else {
      build(parts);
    }
  }

  private void build(List<Part> parts) {
    workshop.clear();
    for (var part : parts) {
      report(workshop.make(part, provenance, tag));
    }
  }

  private void push(List<Part> parts, Registry registry) {
    var missing = parts.stream().filter(part -> !isThere(part, registry)).toList();
    workshop.clear();
    for (var part : missing) {
      var made = workshop.make(part, provenance, tag);
      report(made);
      var digest = registry.push(made.image(), workshop.cache());
      System.out.printf("  pushed to %s@%s%n", registry.reference(part, tag), digest);
    }
  }

  /** A tag never changes its meaning; so what is there must be what would be pushed. */
  private boolean isThere(Part part, Registry registry) {
    var there = registry.revisionOf(part, tag);
    if (there.isEmpty()) {
      return false;
    }
    var reference = registry.reference(part, tag);
    if (options.missing()) {
      System.out.println(reference + " is there already, built from " + there.get() + ".");
      return true;
    }
    if (!there.get().equals(provenance.revision()) || !provenance.isCommitted()) {
      throw new Unbuildable(
          "%s is there already and was built from %s, and this is %s. A tag never changes its meaning: choose another one with --tag."
              .formatted(reference, there.get(), provenance.revision()));
    }
    System.out.println(reference + " is there already, built from the same commit.");
    return true;
  }

  private static void report(Workshop.Made made) {
    try {
      System.out.printf(
          "%-20s %5.1f MB to fetch, %5.1f MB unpacked (%s)%n  %s  %s%n",
          made.image().part().name(),
          Files.size(made.file()) / MEGABYTE,
          size(
                  made.image().root().layers().stream().flatMap(l -> l.files().stream()).toList(),
                  made)
              / MEGABYTE,
          made.image().root().layers().stream()
              .map(layer -> "%s %.1f".formatted(layer.name(), size(layer.files(), made) / MEGABYTE))
              .collect(Collectors.joining(", ")),
          made.file(),
          made.id());
    } catch (IOException gone) {
      throw new Unbuildable("The image " + made.file() + " is gone: " + gone.getMessage(), gone);
    }
  }

  private static long size(List<Path> files, Workshop.Made made) {
    return files.stream()
        .mapToLong(file -> made.image().root().folder().resolve(file).toFile().length())
        .sum();
  }
}
