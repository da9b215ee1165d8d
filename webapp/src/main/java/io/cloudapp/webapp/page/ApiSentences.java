package io.cloudapp.webapp.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says in the person's language what the API says in English.
 *
 * <p>A sentence of {@code messages/api_<language>.txt} is said exactly. Of any other, the person
 * reads what kind of problem it is, and the API's own words below it: nothing is lost.
 */
public final class ApiSentences {

  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private static final Properties KINDS = MessageBundles.read("problem", Language.ENGLISH);

  private static final Map<Language, Properties> TRANSLATED_KINDS = new EnumMap<>(Language.class);
  private static final Map<Language, List<Translation>> CATALOGUES = new EnumMap<>(Language.class);

  static {
    for (var language : Language.values()) {
      if (language != Language.ENGLISH) {
        TRANSLATED_KINDS.put(language, MessageBundles.read("problem", language));
        CATALOGUES.put(language, catalogue(language));
      }
    }
  }

  private ApiSentences() {}

  /**
   * What a person reads.
   *
   * @param original the API's own English words where they could not be translated; else empty
   */
  public record Told(String sentence, String original) {}

  /** The sentence of a problem, for the person whose request this thread answers. */
  public static Told tell(Problem problem) {
    var language = Preferences.current().language();
    var english = problem.detail().isEmpty() ? kind(KINDS, problem) : problem.detail();
    if (language == Language.ENGLISH) {
      return new Told(english, "");
    }
    return translate(language, english)
        .map(translated -> new Told(translated, ""))
        .orElseGet(() -> new Told(kind(TRANSLATED_KINDS.get(language), problem), problem.detail()));
  }

  /** What kind of problem it is, as a heading. */
  public static String title(Problem problem) {
    var language = Preferences.current().language();
    return language == Language.ENGLISH
        ? problem.title()
        : text(TRANSLATED_KINDS.get(language), problem, ".title");
  }

  /** The sentence of a problem in one text, with the API's own words behind it where need be. */
  public static String inOneText(Problem problem) {
    var told = tell(problem);
    return told.original().isEmpty()
        ? told.sentence()
        : "%s („%s“)".formatted(told.sentence(), told.original());
  }

  /** What is wrong with a field, with the API's own words behind it where need be. */
  public static String tellOfField(String english) {
    var language = Preferences.current().language();
    return language == Language.ENGLISH
        ? english
        : translate(language, english)
            .orElseGet(
                () ->
                    "%s („%s“)"
                        .formatted(
                            TRANSLATED_KINDS.get(language).getProperty("problem.field"), english));
  }

  /** A short text; English where nobody translated it. */
  public static String tell(String english) {
    var language = Preferences.current().language();
    return language == Language.ENGLISH ? english : translate(language, english).orElse(english);
  }

  private static String kind(Properties kinds, Problem problem) {
    return text(kinds, problem, "");
  }

  private static String text(Properties kinds, Problem problem, String suffix) {
    var slug = ProblemType.of(problem.type()).map(ProblemType::slug).orElse("other");
    return kinds.getProperty("problem." + slug + suffix);
  }

  private static Optional<String> translate(Language language, String english) {
    return CATALOGUES.get(language).stream()
        .flatMap(translation -> translation.of(english).stream())
        .findFirst();
  }

  /**
   * @param translated with the places of {@code {0}}, {@code {1}} … of the English sentence
   */
  private record Translation(Pattern english, String translated) {

    static Translation of(String english, String translated) {
      var expression = new StringBuilder();
      var place = PLACE.matcher(english);
      var end = 0;
      while (place.find()) {
        expression.append(Pattern.quote(english.substring(end, place.start()))).append("(.+?)");
        end = place.end();
      }
      expression.append(Pattern.quote(english.substring(end)));
      return new Translation(Pattern.compile(expression.toString(), Pattern.DOTALL), translated);
    }

    Optional<String> of(String sentence) {
      var found = english.matcher(sentence);
      return found.matches() ? Optional.of(filled(found)) : Optional.empty();
    }

    private String filled(Matcher found) {
      return PLACE
          .matcher(translated)
          .replaceAll(
              place ->
                  Matcher.quoteReplacement(
                      found.group(1 + Character.digit(place.group().charAt(1), 10))));
    }
  }

  private static List<Translation> catalogue(Language language) {
    var translations = new ArrayList<Translation>();
    var lines = lines("messages/api_%s.txt".formatted(language.code()));
    for (int line = 0; line + 1 < lines.size(); line += 2) {
      translations.add(Translation.of(lines.get(line), lines.get(line + 1)));
    }
    return List.copyOf(translations);
  }

  private static List<String> lines(String resource) {
    try (var stream = ApiSentences.class.getClassLoader().getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException(resource + " is missing on the class path");
      }
      return new String(stream.readAllBytes(), UTF_8).lines().filter(l -> !l.isBlank()).toList();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
