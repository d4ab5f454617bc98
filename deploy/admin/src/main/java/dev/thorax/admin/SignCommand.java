package dev.thorax.admin;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import dev.thorax.access.signature.ExistingVersions;
import dev.thorax.access.signature.NamedVersion;
import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.UnsignedVersion;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.admin.store.StoreOptions;
import dev.thorax.storage.ObjectStore;

/**
 * Shows the versions in the object store that no trusted key has signed, and signs those that are named. Once it signs all that were
 * trained before versions were signed.
 */
@Command(name = "sign", description = "Shows the model versions that are not signed, and signs those that are named.")
final class SignCommand implements Callable<Integer> {
    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "FILE",
            description = "File of the signing key, as in thorax.training.signing-key.")
    private Path signingKey;

    @Option(
            names = "--public-keys",
            required = true,
            paramLabel = "FILE",
            description = "File of the trusted keys, as in thorax.signatures.public-keys.")
    private Path publicKeys;

    @Option(
            names = "--withdrawn",
            paramLabel = "FILE",
            description =
                    "File of public keys that are trusted no more. What they have signed is signed anew if it is named.")
    private @Nullable Path withdrawn;

    @Option(
            names = "--all-existing",
            description =
                    "Signs all versions without a signature. It works once in a bucket, for what was trained before"
                            + " versions were signed; versions that come later must be named.")
    private boolean allExisting;

    @Parameters(
            paramLabel = "MODEL/VERSION@DIGEST",
            description = "The versions to sign, as this command shows them. Without any, nothing is signed.")
    private List<String> named = List.of();

    @Mixin
    StoreOptions storage = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (ObjectStore store = storage.open()) {
            SignedVersions versions = new SignedVersions(
                    new VersionSigner(store, SigningKey.read(signingKey), TrustedKeys.ofFile(publicKeys)),
                    withdrawn == null ? null : TrustedKeys.ofFile(withdrawn),
                    spec.commandLine().getOut());
            List<UnsignedVersion> unsigned = versions.show();
            Set<NamedVersion> chosen = new LinkedHashSet<>();
            named.stream().map(NamedVersion::of).forEach(chosen::add);
            if (allExisting) {
                chosen.addAll(new ExistingVersions(store).of(unsigned).versions());
            }
            return versions.sign(chosen) && versions.haveNoOther(unsigned, chosen) ? 0 : 1;
        }
    }
}
