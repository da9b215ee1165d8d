package io.cloudapp.logic.database;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AwsCertificatesTest {

  private static final String PASSWORD = "changeit";

  /** What somebody can make who poses as the database: the name is right, the signature is not. */
  @Test
  void refuseAServerThatSignedItself(@TempDir Path folder) throws Exception {
    try (var server = serverThatSignedItself(folder.resolve("keys.p12"));
        var plain = new Socket(InetAddress.getLoopbackAddress(), server.getLocalPort());
        var secured =
            (SSLSocket)
                new AwsCertificates()
                    .createSocket(plain, "localhost", server.getLocalPort(), true)) {
      assertThatThrownBy(secured::startHandshake)
          .isInstanceOf(SSLHandshakeException.class)
          .hasMessageContaining("PKIX path building failed");
    }
  }

  private static SSLServerSocket serverThatSignedItself(Path keys) throws Exception {
    var made =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                keys.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool made no key");
    }
    var store = KeyStore.getInstance("PKCS12");
    try (var file = Files.newInputStream(keys)) {
      store.load(file, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, PASSWORD.toCharArray());
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    var server =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> answerOnce(server));
    return server;
  }

  private static void answerOnce(SSLServerSocket server) {
    try (var socket = (SSLSocket) server.accept()) {
      socket.startHandshake();
    } catch (IOException refused) {
      // That is what the test waits for, on the other side.
    }
  }
}
