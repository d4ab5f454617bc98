package dev.thorax.contracts.model;

import java.util.Map;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.model.InputSpec.Fit;
import dev.thorax.contracts.storage.StorageKeys;

/** Rules that every manifest keeps. */
public final class ManifestCheck {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final int LONGEST_SIDE = 4096;

    private ManifestCheck() {}

    /** Returns whether {@code digest} is a SHA-256 as Thorax writes it. */
    public static boolean isDigest(String digest) {
        return digest != null && SHA_256.matcher(digest).matches();
    }

    /** Returns what is wrong with the manifest of a version as the end of a sentence, or null if nothing is. */
    public static @Nullable String fault(Manifest manifest, String model, String version) {
        if (!model.equals(manifest.model()) || !version.equals(manifest.version())) {
            return "is that of another version";
        }
        int fewest = manifest.isSegmentation() ? 1 : 2;
        if (manifest.classes() == null || manifest.classes().size() < fewest) {
            return manifest.isSegmentation() ? "names no class" : "names fewer than two classes";
        }
        if (!isInput(manifest.input())) {
            return "does not say what input the network takes, 1 to " + LONGEST_SIDE + " px a side";
        }
        if (manifest.input().fit() == Fit.LUNGS && !hasLungs(manifest)) {
            return "says that the network sees the square around the lungs, but names no lung finder for a square input";
        }
        if (manifest.files() == null || !manifest.files().entrySet().stream().allMatch(ManifestCheck::isFile)) {
            return "does not name its files with their SHA-256";
        }
        return null;
    }

    /** Returns a sentence that says why the version can be scored but never serve, or null if it can serve. */
    public static @Nullable String obstacle(Manifest manifest) {
        if (manifest.isSegmentation()) {
            return "It finds lungs and names no diagnosis, so it serves in no slot.";
        }
        if (manifest.files() != null && manifest.files().containsKey(Manifest.MODEL)) {
            return null;
        }
        String reason = manifest.serving() == null ? null : manifest.serving().obstacle();
        return "It was trained to be scored only and has no " + Manifest.MODEL + (reason == null ? "" : ": " + reason)
                + ".";
    }

    private static boolean isInput(@Nullable InputSpec input) {
        return input != null && isSide(input.height()) && isSide(input.width()) && input.interpolation() != null;
    }

    private static boolean hasLungs(Manifest manifest) {
        return manifest.input().height() == manifest.input().width()
                && manifest.lungs() != null
                && isInput(manifest.lungs().input())
                && manifest.lungs().input().fit() != Fit.LUNGS;
    }

    private static boolean isSide(int pixels) {
        return pixels >= 1 && pixels <= LONGEST_SIDE;
    }

    private static boolean isFile(Map.Entry<String, String> file) {
        return StorageKeys.isName(file.getKey()) && isDigest(file.getValue());
    }
}
