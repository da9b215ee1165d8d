package io.cloudapp.core.api;

/**
 * Headers that API Gateway sets on requests to the services and, but for {@link #BROWSER}, nobody
 * else can set.
 *
 * <p>The gateway overwrites them from the verified token (see {@link HeaderSource}), and the
 * services accept connections from the VPC link only.
 */
public final class GatewayHeader {

  /** The {@code sub} of the person's token. */
  public static final String USER = "x-cloudapp-user";

  public static final String USERNAME = "x-cloudapp-username";

  /** {@code user} or {@code admin}, in any case of letters. */
  public static final String ROLE = "x-cloudapp-role";

  /** The sign-in the token came from. */
  public static final String SESSION = "x-cloudapp-session";

  /** When the person signed in ({@code auth_time}), in seconds since the epoch. */
  public static final String SIGNED_IN = "x-cloudapp-signed-in";

  /** The directory's groups of the person, separated by blanks. */
  public static final String GROUPS = "x-cloudapp-groups";

  /** The IP address that the gateway saw. */
  public static final String ADDRESS = "x-cloudapp-address";

  /**
   * The IP address of the browser behind the web app. Whoever calls the API sets it, so it is shown
   * as what somebody said and decides nothing.
   */
  public static final String BROWSER = "x-cloudapp-browser";

  /** {@code workflow} on routes that are called with SigV4. */
  public static final String CALLER = "x-cloudapp-caller";

  /** The gateway's request id, quoted to people as the reference of a problem. */
  public static final String REQUEST = "x-cloudapp-request";

  private GatewayHeader() {}
}
