package io.cloudapp.webapp;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Marks a page as the MDN HTTP Observatory does, as far as its answer alone decides: 100, with a
 * modifier for each of its tests, of which the good ones count from 90 upwards.
 *
 * @see <a href="https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring">Scoring</a>
 */
final class Observatory {

  private static final int SIX_MONTHS = 15_768_000;
  private static final int EXTRA_CREDIT_FROM = 90;
  private static final Set<String> PRIVATE_REFERRERS =
      Set.of("no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin");

  private final HttpResponse<String> answer;

  private Observatory(HttpResponse<String> answer) {
    this.answer = answer;
  }

  /** The modifiers by the name of their test. */
  static Map<String, Integer> modifiers(HttpResponse<String> answer) {
    var observatory = new Observatory(answer);
    var modifiers = new LinkedHashMap<String, Integer>();
    modifiers.put("content-security-policy", observatory.contentSecurityPolicy());
    modifiers.put("cookies", observatory.cookies());
    modifiers.put("cross-origin-resource-sharing", observatory.resourceSharing());
    modifiers.put("cross-origin-resource-policy", observatory.resourcePolicy());
    modifiers.put("referrer-policy", observatory.referrerPolicy());
    modifiers.put("strict-transport-security", observatory.transportSecurity());
    modifiers.put("subresource-integrity", observatory.subresources());
    modifiers.put("x-content-type-options", observatory.contentTypeOptions());
    modifiers.put("x-frame-options", observatory.frameOptions());
    return modifiers;
  }

  static int score(Map<String, Integer> modifiers) {
    var penalties = modifiers.values().stream().filter(each -> each < 0).mapToInt(i -> i).sum();
    var credit = modifiers.values().stream().filter(each -> each > 0).mapToInt(i -> i).sum();
    var score = 100 + penalties;
    return Math.max(0, score >= EXTRA_CREDIT_FROM ? score + credit : score);
  }

  private int contentSecurityPolicy() {
    var policy = policy();
    if (policy.isEmpty()) {
      return -25;
    }
    var scripts = policy.getOrDefault("script-src", policy.getOrDefault("default-src", List.of()));
    if (scripts.isEmpty() || scripts.stream().anyMatch(Observatory::isBroad)) {
      return -20;
    }
    if (scripts.contains("'unsafe-eval'")) {
      return -10;
    }
    var styles = policy.getOrDefault("style-src", policy.getOrDefault("default-src", List.of()));
    if (styles.stream().anyMatch(Observatory::isBroad)) {
      return 0;
    }
    var forms = policy.getOrDefault("form-action", List.of("*"));
    var closed =
        List.of("'none'").equals(policy.get("default-src"))
            && (forms.equals(List.of("'self'")) || forms.equals(List.of("'none'")));
    return closed ? 10 : 5;
  }

  private static boolean isBroad(String source) {
    return Set.of("'unsafe-inline'", "data:", "http:", "https:", "*").contains(source);
  }

  private Map<String, List<String>> policy() {
    var policy = new LinkedHashMap<String, List<String>>();
    for (var directive : header("Content-Security-Policy").split(";")) {
      var words = Arrays.asList(directive.strip().split(" +"));
      if (!words.getFirst().isEmpty()) {
        policy.putIfAbsent(words.getFirst(), words.subList(1, words.size()));
      }
    }
    return policy;
  }

  private int cookies() {
    var cookies = answer.headers().allValues("Set-Cookie");
    if (cookies.isEmpty()) {
      return 0;
    }
    var lower = cookies.stream().map(cookie -> cookie.toLowerCase(Locale.ROOT)).toList();
    if (!lower.stream().allMatch(cookie -> cookie.contains("; secure"))) {
      return -40;
    }
    if (!lower.stream().allMatch(cookie -> cookie.contains("; httponly"))) {
      return -30;
    }
    return lower.stream().allMatch(cookie -> cookie.matches(".*; samesite=(lax|strict).*")) ? 5 : 0;
  }

  private int resourceSharing() {
    return header("Access-Control-Allow-Origin").isEmpty() ? 0 : -50;
  }

  private int resourcePolicy() {
    return switch (header("Cross-Origin-Resource-Policy")) {
      case "same-origin", "same-site" -> 10;
      case "", "cross-origin" -> 0;
      default -> -5;
    };
  }

  private int referrerPolicy() {
    var policy = header("Referrer-Policy");
    return PRIVATE_REFERRERS.contains(policy) ? 5 : policy.isEmpty() ? 0 : -5;
  }

  private int transportSecurity() {
    var age = Pattern.compile("max-age=(\\d+)").matcher(header("Strict-Transport-Security"));
    if (!age.find()) {
      return -20;
    }
    return Integer.parseInt(age.group(1)) >= SIX_MONTHS ? 0 : -10;
  }

  private int subresources() {
    return Pattern.compile("<script[^>]*src=\"(?!/[^/])").matcher(answer.body()).find() ? -50 : 0;
  }

  private int contentTypeOptions() {
    return header("X-Content-Type-Options").equals("nosniff") ? 0 : -5;
  }

  private int frameOptions() {
    var ancestors = policy().getOrDefault("frame-ancestors", List.of());
    if (ancestors.equals(List.of("'none'")) || ancestors.equals(List.of("'self'"))) {
      return 5;
    }
    return Set.of("DENY", "SAMEORIGIN").contains(header("X-Frame-Options")) ? 0 : -20;
  }

  private String header(String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
