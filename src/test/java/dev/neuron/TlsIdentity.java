package dev.neuron;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key and a certificate that it has signed itself, as files for a server. */
final class TlsIdentity {

  private static final String ALIAS = "neuron";
  private static final String PASSWORD = "changeit";

  private final KeyStore keys;

  private TlsIdentity(KeyStore keys) {
    this.keys = keys;
  }

  /** Makes one, as {@code cert.pem} and {@code key.pem} in a folder. */
  static TlsIdentity create(Path folder, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("keys.p12");
    var _ =
        Program.run(
            folder,
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            ALIAS,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "2",
            "-dname",
            "CN=" + host,
            "-ext",
            "SAN=DNS:%s,IP:127.0.0.1".formatted(host),
            "-storetype",
            "PKCS12",
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stored = Files.newInputStream(file)) {
      keys.load(stored, PASSWORD.toCharArray());
    }
    TlsIdentity identity = new TlsIdentity(keys);
    write(folder.resolve("cert.pem"), "CERTIFICATE", identity.certificate().getEncoded());
    write(
        folder.resolve("key.pem"),
        "PRIVATE KEY",
        keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    return identity;
  }

  private Certificate certificate() throws GeneralSecurityException {
    return keys.getCertificate(ALIAS);
  }

  private static void write(Path file, String what, byte[] content) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(what, text));
  }

  /** Begins a client that trusts this certificate and no other. */
  HttpClient.Builder client() throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(ALIAS, certificate());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls);
  }
}
