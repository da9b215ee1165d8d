package io.cloudapp.logic.database;

import io.cloudapp.core.database.RdsRoots;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.postgresql.ssl.WrappedFactory;

/**
 * Trusts what the JDK trusts, among it the certificates of RDS Proxy, and the roots of RDS, which
 * no JDK has ({@link RdsRoots}).
 */
public final class AwsCertificates extends WrappedFactory {

  /** Made anew by the driver for each connection, which knows the class by its name. */
  public AwsCertificates() {
    factory = Shared.FACTORY;
  }

  private static final class Shared {
    static final SSLSocketFactory FACTORY = factory();
  }

  private static SSLSocketFactory factory() {
    try {
      var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
      trusted.load(null, null);
      for (var root : jdkRoots()) {
        trusted.setCertificateEntry("jdk-" + trusted.size(), root);
      }
      for (var root : RdsRoots.all()) {
        trusted.setCertificateEntry("rds-" + trusted.size(), root);
      }
      var context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(trusted), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("The trusted certificates cannot be read", failure);
    }
  }

  private static List<X509Certificate> jdkRoots() throws GeneralSecurityException {
    return Arrays.stream(trustManagers(null))
        .filter(X509TrustManager.class::isInstance)
        .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
        .toList();
  }

  /** Of the JDK's own store where there is none given. */
  private static TrustManager[] trustManagers(KeyStore trusted) throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory.getTrustManagers();
  }
}
