package io.cloudapp.core.api;

/** Who may call a route; API Gateway refuses everyone else before any code of ours runs. */
public enum Access {
  /** No sign-in, throttled. */
  ANYONE,
  /** A person's token, of the web or the admin app client. */
  USER,
  /** A token of the admin app client, which is issued only after a TOTP challenge. */
  ADMIN,
  /** A workflow, by SigV4. */
  WORKFLOW
}
