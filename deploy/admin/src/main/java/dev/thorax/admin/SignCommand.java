package dev.thorax.admin;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.thorax.access.signature.SigningKey;
import dev.thorax.access.signature.TrustedKeys;
import dev.thorax.access.signature.VersionSigner;
import dev.thorax.storage.ObjectStore;

/** Signs the versions in the object store that were trained before versions were signed, or with a withdrawn key. */
@Command(name = "sign", description = "Signs the model versions in the object store that are not signed.")
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
            description = "File of public keys that are trusted no more. What they have signed is signed anew.")
    private Path withdrawn;

    @Mixin
    StoreOptions storage = new StoreOptions();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        AtomicInteger refused = new AtomicInteger();
        try (ObjectStore store = storage.open()) {
            VersionSigner signer =
                    new VersionSigner(store, SigningKey.read(signingKey), TrustedKeys.ofFile(publicKeys));
            int signed = signer.signAll(withdrawn == null ? null : TrustedKeys.ofFile(withdrawn), (version, cause) -> {
                refused.incrementAndGet();
                out.println("Not signed: " + version + ". " + cause);
            });
            out.println("Signed versions: " + signed + ", not signed: " + refused.get() + ".");
        }
        return refused.get() == 0 ? 0 : 1;
    }
}
