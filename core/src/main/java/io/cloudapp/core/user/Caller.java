package io.cloudapp.core.user;

import java.util.Arrays;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The person behind a request, as API Gateway verified it.
 *
 * @param userId the {@code sub} of the token
 * @param sessionId the sign-in the token came from ({@code origin_jti})
 * @param groups the directory's groups that the person is in, {@code admins} among them
 * @param address where the request came from, see {@link #address(String, String)}; may be empty
 */
public record Caller(
    String userId,
    String username,
    Role role,
    String sessionId,
    Set<String> groups,
    String address) {

  /** Stands for no group at all; nobody may be put into a group of this name. */
  private static final String NO_GROUPS = "-";

  private static final String ADDRESS = "[0-9A-Fa-f:.]{2,45}";

  public Caller {
    Objects.requireNonNull(userId, "userId");
    Objects.requireNonNull(username, "username");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(sessionId, "sessionId");
    Objects.requireNonNull(address, "address");
    groups = Set.copyOf(groups);
  }

  /** Somebody in no group, from nowhere. */
  public Caller(String userId, String username, Role role, String sessionId) {
    this(userId, username, role, sessionId, Set.of(), "");
  }

  public boolean isAdmin() {
    return role == Role.ADMIN;
  }

  /** The groups that a claim made by {@link #groupsClaim} names. */
  public static Set<String> groups(String claim) {
    return Arrays.stream(claim.split(" "))
        .filter(name -> !name.isEmpty() && !name.equals(NO_GROUPS))
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The claim about groups of a token. It is never empty, because a gateway may leave a header as
   * the caller sent it where the claim behind it has no value.
   *
   * @param groups names without blanks
   * @return the names with a blank between them, or {@code -} for none
   */
  public static String groupsClaim(Collection<String> groups) {
    return groups.isEmpty() ? NO_GROUPS : String.join(" ", groups);
  }

  /**
   * The address of a request.
   *
   * @param gateway the one that API Gateway saw
   * @param browser the one that its caller says to pass on, which is a claim and no proof; empty
   *     when it says none
   * @return {@code gateway}, or {@code browser via gateway}
   */
  public static String address(String gateway, String browser) {
    return browser.matches(ADDRESS) ? browser + " via " + gateway : gateway;
  }
}
