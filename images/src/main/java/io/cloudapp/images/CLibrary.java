package io.cloudapp.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The C library that Java needs, out of Debian's package: all of an operating system that is in an
 * image. To take a newer one, change version and checksum to what {@code apt-cache show libc6}
 * says.
 */
final class CLibrary {

  static final String PACKAGE = "libc6";
  static final String VERSION = "2.41-12+deb13u4";

  private static final String SHA_256 =
      "967aa62605721081c3eb2a17650611a792aa802d76a6511d1840242623d204c9";
  private static final String FILE = PACKAGE + "_" + VERSION + "_amd64.deb";

  /** The mirrors drop a version when the next one appears; the snapshots keep each. */
  private static final List<URI> ADDRESSES =
      List.of(
          URI.create("https://deb.debian.org/debian/pool/main/g/glibc/" + FILE),
          URI.create(
              "https://snapshot.debian.org/archive/debian/20261122T000000Z/pool/main/g/glibc/"
                  + FILE));

  private static final String LIBRARIES = "./usr/lib/x86_64-linux-gnu/";

  /** File of the package → place in the image. */
  private static final Map<String, String> FILES =
      Map.ofEntries(
          Map.entry(LIBRARIES + "ld-linux-x86-64.so.2", "lib64/ld-linux-x86-64.so.2"),
          library("libc.so.6"),
          library("libm.so.6"),
          library("libdl.so.2"),
          library("libpthread.so.0"),
          library("librt.so.1"),
          library("libresolv.so.2"),
          library("libnss_dns.so.2"),
          library("libnss_files.so.2"),
          Map.entry("./usr/share/doc/libc6/copyright", "usr/share/doc/libc6/copyright"),
          // Where scanners look for the packages of an image without a package manager.
          Map.entry("./control", "var/lib/dpkg/status.d/libc6"));

  private CLibrary() {}

  /** Puts the files below the folder; the package is kept in the other one. */
  static void unpack(Path folder, Path downloads) {
    var unpacked = new ArrayList<String>();
    try (var archive = new ArArchiveInputStream(Files.newInputStream(download(downloads)))) {
      for (var part = archive.getNextEntry(); part != null; part = archive.getNextEntry()) {
        if (part.getName().endsWith(".tar.xz")) {
          unpacked.addAll(unpack(archive, folder));
        }
      }
    } catch (IOException unreadable) {
      throw new Unbuildable(
          "Debian's package " + FILE + " cannot be unpacked: " + unreadable.getMessage(),
          unreadable);
    }
    if (!unpacked.containsAll(FILES.keySet())) {
      throw new Unbuildable(
          "Debian's package " + FILE + " has only these of our files: " + unpacked);
    }
  }

  private static List<String> unpack(InputStream compressed, Path folder) throws IOException {
    var unpacked = new ArrayList<String>();
    // Not closed, because the next part of the archive is behind it.
    var tar =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(compressed)));
    for (TarArchiveEntry file = tar.getNextEntry(); file != null; file = tar.getNextEntry()) {
      var place = FILES.get(file.getName());
      if (place != null) {
        var target = folder.resolve(place);
        Files.createDirectories(target.getParent());
        Files.copy(tar, target);
        if (place.startsWith("lib64/")) {
          target.toFile().setExecutable(true, false);
        }
        unpacked.add(file.getName());
      }
    }
    return unpacked;
  }

  private static Path download(Path downloads) {
    var file = downloads.resolve(FILE);
    var reasons = new ArrayList<String>();
    try {
      if (Files.exists(file) && isRight(Files.readAllBytes(file))) {
        return file;
      }
      Files.createDirectories(downloads);
      for (var address : ADDRESSES) {
        try {
          var answer = get(address);
          if (answer.statusCode() != 200) {
            reasons.add(address + " answers " + answer.statusCode());
          } else if (!isRight(answer.body())) {
            reasons.add(address + " gives a file with another checksum");
          } else {
            var whole = Files.write(downloads.resolve(FILE + ".part"), answer.body());
            return Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
          }
        } catch (IOException unreachable) {
          reasons.add(address + " is not reachable (" + unreachable + ")");
        }
      }
    } catch (IOException unwritable) {
      throw new Unbuildable(
          "The folder " + downloads + " cannot be used: " + unwritable.getMessage(), unwritable);
    }
    throw new Unbuildable(
        "The C library of the images, Debian's %s, could not be fetched: %s. Look at your network or put the file into %s."
            .formatted(FILE, String.join("; ", reasons), downloads));
  }

  private static java.net.http.HttpResponse<byte[]> get(URI address) throws IOException {
    try (var client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      return client.send(
          HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60)).build(),
          BodyHandlers.ofByteArray());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static boolean isRight(byte[] file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(file);
      return HexFormat.of().formatHex(digest).equals(SHA_256);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map.Entry<String, String> library(String name) {
    return Map.entry(LIBRARIES + name, "lib/x86_64-linux-gnu/" + name);
  }
}
