package io.cloudapp.images;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What {@code ./cloudapp images} was asked.
 *
 * @param push the registry with the folder of the repositories, for example {@code
 *     123456789012.dkr.ecr.eu-west-1.amazonaws.com/cloudapp-small}
 * @param tag the images' tag; without it, the commit
 * @param only the name of the one image to build
 * @param missing whether an image that is there may be of any commit, as when one rolls back
 */
record Options(
    Optional<String> push, Optional<String> tag, Optional<String> only, boolean missing) {

  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "(localhost|[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:))(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*");

  /** Every option with what it takes. */
  static final String USAGE =
      "Use: ./cloudapp images [--push REGISTRY] [--tag TAG] [--only NAME] [--missing]";

  Options {
    tag.filter(value -> !TAG.matcher(value).matches())
        .ifPresent(
            value -> {
              throw new Unbuildable(
                  "The tag '"
                      + value
                      + "' cannot be used. Take 1 to 128 letters, digits, dots, dashes and"
                      + " underscores, not beginning with a dot or a dash.");
            });
    push.filter(value -> !REGISTRY.matcher(value).matches())
        .ifPresent(
            value -> {
              throw new Unbuildable(
                  "'"
                      + value
                      + "' is no registry. Give its host and the folder of the repositories, without"
                      + " https:// and without a tag, for example"
                      + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/cloudapp-small.");
            });
    only.filter(value -> Part.all().stream().noneMatch(part -> part.name().equals(value)))
        .ifPresent(
            value -> {
              throw new Unbuildable(
                  "There is no image '"
                      + value
                      + "'. The images are "
                      + String.join(", ", Part.all().stream().map(Part::name).toList())
                      + ".");
            });
  }

  static Options read(String... arguments) {
    var push = Optional.<String>empty();
    var tag = Optional.<String>empty();
    var only = Optional.<String>empty();
    var missing = false;
    for (int index = 0; index < arguments.length; index++) {
      if (arguments[index].equals("--missing")) {
        missing = true;
        continue;
      }
      var name = arguments[index].replaceFirst("=.*", "");
      var joined = arguments[index].contains("=");
      if (!joined && index + 1 == arguments.length) {
        throw unknownOr(name, name + " needs a value. " + USAGE);
      }
      var value = joined ? arguments[index].substring(name.length() + 1) : arguments[index + 1];
      switch (name) {
        case "--push" -> push = Optional.of(value);
        case "--tag" -> tag = Optional.of(value);
        case "--only" -> only = Optional.of(value);
        default -> throw unknownOr(name, USAGE);
      }
      index += joined ? 0 : 1;
    }
    return new Options(push, tag, only, missing);
  }

  private static Unbuildable unknownOr(String name, String otherwise) {
    return switch (name) {
      case "--push", "--tag", "--only" -> new Unbuildable(otherwise);
      default -> new Unbuildable("There is no option '" + name + "'. " + USAGE);
    };
  }
}
