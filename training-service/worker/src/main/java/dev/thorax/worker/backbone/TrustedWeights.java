package dev.thorax.worker.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.network.backbone.Backbone;
import dev.thorax.network.backbone.PublishedFile;
import dev.thorax.worker.TrainingException;

/**
 * Decides which weights files may be used: those whose SHA-256 is built in or configured. The MD5 that Keras publishes is
 * not enough, as files of one MD5 can be made. It stands in the refusal, so that an operator can compare it.
 *
 * @param configured SHA-256 of files that an operator trusts, 64 hex digits each
 */
public record TrustedWeights(Set<String> configured) {
    public TrustedWeights {
        configured = Set.copyOf(configured);
    }

    /**
     * Returns the SHA-256 of {@code file}.
     *
     * @param place where the file comes from, for the sentence
     * @throws TrainingException with a sentence, if the file may not be used
     */
    String check(Backbone backbone, Path file, String place) throws IOException {
        String sha256 = Sha256.of(file);
        Optional<PublishedFile> published = backbone.published();
        boolean pinned =
                published.filter(known -> known.sha256().contains(sha256)).isPresent();
        if (!pinned && configured.stream().noneMatch(sha256::equalsIgnoreCase)) {
            throw new TrainingException("The weights of the backbone " + backbone.name() + " from " + place
                    + " have the SHA-256 " + sha256 + ", which is not known" + comparison(published, file)
                    + ", so they are not used; put the right file " + backbone.file()
                    + " there, or add the digest to thorax.training.backbone-sha256 if you trust them.");
        }
        return sha256;
    }

    private static String comparison(Optional<PublishedFile> published, Path file) throws IOException {
        if (published.isEmpty() || published.get().md5() == null) {
            return "";
        }
        return published.get().md5().equals(md5(file))
                ? " (their MD5 is the one that Keras publishes)"
                : " (their MD5 is not the one that Keras publishes)";
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
