package dev.thorax.admin;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import dev.thorax.access.signature.SigningKeyPair;

/** Makes a pair of keys for the signatures of versions. */
@Command(
        name = "signing-key",
        description = "Makes a key that signs model versions, and adds its public key to the trusted ones.")
final class SigningKeyCommand implements Callable<Integer> {
    @Option(
            names = "--signing-key",
            required = true,
            paramLabel = "FILE",
            description = "New file of the signing key, for thorax.training.signing-key.")
    private Path signingKey;

    @Option(
            names = "--public-keys",
            required = true,
            paramLabel = "FILE",
            description = "File to add the public key to, for thorax.signatures.public-keys.")
    private Path publicKeys;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        SigningKeyPair.generate().write(signingKey, publicKeys);
        spec.commandLine()
                .getOut()
                .println("Made the signing key " + signingKey + " and added its public key to " + publicKeys + ".");
        return 0;
    }
}
