package io.cloudapp.logic.compute;

/** The tags by which we know what is ours. */
public final class TagName {

  public static final String INSTALL_ID = "cloudapp:install-id";
  public static final String EXECUTION_ID = "cloudapp:execution-id";
  public static final String OWNER = "cloudapp:owner";
  public static final String CONFIGURATION = "cloudapp:configuration";
  public static final String EXPIRES_AT = "cloudapp:expires-at";
  public static final String NAME = "Name";

  private TagName() {}
}
