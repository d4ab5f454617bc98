package dev.thorax.admin;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.thorax.access.signature.InvalidSignatureException;
import dev.thorax.access.signature.NamedVersion;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.UnsignableVersionException;
import dev.thorax.access.signature.UnsignedVersion;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.contracts.json.JsonTexts;

/** Shows and signs versions, and prints a line for each. */
final class SignedVersions {
    private static final int LONGEST = 80;

    private final VersionSigner signer;
    private final @Nullable TrustedKeys withdrawn;
    private final PrintWriter out;
    private boolean isRefused;

    SignedVersions(VersionSigner signer, @Nullable TrustedKeys withdrawn, PrintWriter out) {
        this.signer = signer;
        this.withdrawn = withdrawn;
        this.out = out;
    }

    /** Prints the versions that no trusted key has signed, with what their manifests say, and returns them. */
    List<UnsignedVersion> show() {
        List<UnsignedVersion> unsigned = signer.unsigned(this::refuse);
        for (UnsignedVersion version : unsigned) {
            out.println(
                    version.name() + (version.isMissing() ? " has no signature" : " has a signature of no trusted key")
                            + ": written " + version.written() + ", by its manifest trained "
                            + version.manifest().trainedAt() + " on "
                            + text(
                                    version.manifest().data() == null
                                            ? null
                                            : version.manifest().data().dataset()) + " with "
                            + text(version.manifest().engine()) + ", recipe "
                            + text(
                                    version.manifest().recipe() == null
                                            ? null
                                            : version.manifest().recipe().get("name")));
        }
        return unsigned;
    }

    /** Signs what was chosen. Returns whether it is all signed. */
    boolean sign(Collection<NamedVersion> chosen) {
        int signed = 0;
        for (NamedVersion version : chosen) {
            try {
                if (signer.sign(version, withdrawn)) {
                    signed++;
                    out.println("Signed: " + version + ".");
                }
            } catch (UnsignableVersionException | InvalidSignatureException e) {
                refuse("model " + version.model() + " version " + version.version(), e.getMessage());
            }
        }
        out.println("Signed versions: " + signed + ".");
        return !isRefused;
    }

    /** Prints how many versions stay unsigned as nobody chose them. Returns whether there are none. */
    boolean haveNoOther(List<UnsignedVersion> unsigned, Collection<NamedVersion> chosen) {
        long others = unsigned.stream()
                .map(UnsignedVersion::name)
                .filter(version -> !chosen.contains(version))
                .count();
        if (others > 0) {
            out.println("Not signed as they were not named: " + others + ". Find out who wrote each and when, and name"
                    + " only what you know: a signed version may be promoted.");
        }
        return others == 0;
    }

    private void refuse(String version, String cause) {
        isRefused = true;
        out.println("Not signed: " + version + ". " + cause);
    }

    /** Returns what a manifest says, which could be anything. */
    private static String text(@Nullable Object said) {
        return said == null ? "(nothing)" : JsonTexts.printable(said.toString(), LONGEST);
    }
}
