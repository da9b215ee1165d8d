package io.cloudapp.webapp.page;

/**
 * What every page has around its own part.
 *
 * @param csrf the token of every form of the page
 * @param address path and query, to come back to
 * @param notice key of the sentence that a redirect asked for; empty for none
 */
public record Layout(
    boolean signedIn,
    String username,
    boolean admin,
    Language language,
    String path,
    String address,
    String csrf,
    String notice) {

  /** Whether the page belongs to a part of the site, for the navigation. */
  public boolean isAt(String prefix) {
    return prefix.equals("/") ? path.equals("/") : path.startsWith(prefix);
  }
}
