package io.cloudapp.core.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The certificates that Aurora's own are signed with, one for each region; no JDK has them. */
public final class RdsRoots {

  /** What RDS calls the authority that all of them belong to. */
  public static final String AUTHORITY = "rds-ca-rsa2048-g1";

  private static final String FILE = "/database/rds-roots.pem";

  private RdsRoots() {}

  public static List<X509Certificate> all() {
    try (var pem = RdsRoots.class.getResourceAsStream(FILE)) {
      return CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(FILE + " cannot be read", unreadable);
    } catch (GeneralSecurityException malformed) {
      throw new IllegalStateException(FILE + " is malformed", malformed);
    }
  }

  /**
   * What RDS's API calls the thumbprint of a region's root: 40 hex digits of SHA-1.
   *
   * @param region for example {@code eu-west-1}
   * @return empty where there is no root of the region
   */
  public static Optional<String> thumbprint(String region) {
    var name = "CN=Amazon RDS %s Root CA RSA2048 G1,".formatted(region);
    return all().stream()
        .filter(root -> root.getSubjectX500Principal().getName().contains(name))
        .map(RdsRoots::thumbprint)
        .findFirst();
  }

  private static String thumbprint(X509Certificate root) {
    try {
      var digest = MessageDigest.getInstance("SHA-1").digest(root.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
