package dev.thorax.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * Makes the private key and the certificate of a broker on the loopback address, once for each folder, with the tool of the JDK. The
 * certificate is its own authority.
 */
final class BrokerCertificate {
    private static final String ALIAS = "broker";
    private static final String DAYS = "3650";
    private static final int LINE = 64;

    private final Path keys;
    private final Path certificate;
    private final String password;

    /**
     * Names the files.
     *
     * @param password protects the file with the private key
     */
    BrokerCertificate(Path folder, String password) {
        this.keys = folder.resolve("broker.p12").toAbsolutePath();
        this.certificate = folder.resolve("broker.pem").toAbsolutePath();
        this.password = password;
    }

    /** Returns the file with the private key, readable by its owner only. */
    Path keys() {
        return keys;
    }

    /** Returns the file with the certificate, which clients trust. */
    Path certificate() {
        return certificate;
    }

    /** Makes both files if they are not there. Throws {@link StartFailedException} if the tool fails. */
    void make() {
        try {
            if (!Files.exists(keys) || !Files.exists(certificate)) {
                Files.createDirectories(keys.getParent());
                Files.deleteIfExists(keys);
                generate();
                Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
                Files.writeString(certificate, pem());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new StartFailedException(
                    "The certificate in " + keys + " is not readable: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailedException("Interrupted while the certificate of Kafka was made.", e);
        }
    }

    private void generate() throws IOException, InterruptedException {
        ProcessBuilder tool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-XX:TieredStopAtLevel=1",
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-validity",
                        DAYS,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass:env",
                        "STORE_PASSWORD"))
                .redirectErrorStream(true);
        tool.environment().put("STORE_PASSWORD", password);
        Process process = tool.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new StartFailedException("The certificate of Kafka could not be made: " + output.strip() + ".");
        }
    }

    private String pem() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, password.toCharArray());
        }
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'})
                        .encodeToString(store.getCertificate(ALIAS).getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
