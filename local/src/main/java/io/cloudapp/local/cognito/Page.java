package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list ordered by a key; its token is the last key, so a deletion skips nothing. */
record Page(String listMember, String tokenMember, int limit, Optional<String> token) {

  static Page of(Input input, String listMember, String limitMember, String tokenMember) {
    return new Page(
        listMember, tokenMember, input.limit(limitMember), input.optionalText(tokenMember));
  }

  <T> ObjectNode of(Collection<T> items, Function<T, String> key, Function<T, JsonNode> shown) {
    var after = token.map(Page::read).orElse("");
    var rest =
        items.stream()
            .filter(item -> key.apply(item).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .limit(limit + 1L)
            .toList();
    var page = rest.subList(0, Math.min(limit, rest.size()));
    var answer = Input.answer();
    var list = answer.putArray(listMember);
    page.forEach(item -> list.add(shown.apply(item)));
    if (rest.size() > limit) {
      answer.put(tokenMember, write(key.apply(page.getLast())));
    }
    return answer;
  }

  private static String write(String key) {
    return Base64.getUrlEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String read(String token) {
    try {
      return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException garbled) {
      throw Refusal.invalidParameter("Invalid pagination token.");
    }
  }
}
