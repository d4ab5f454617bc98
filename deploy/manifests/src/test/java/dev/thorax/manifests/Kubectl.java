package dev.thorax.manifests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;

/** Renders manifests with {@code kubectl kustomize}, which needs no cluster and no network. */
final class Kubectl {
    /** The first version that renders components with all that is used here. */
    private static final int LEAST_MINOR = 27;

    private static final Pattern VERSION = Pattern.compile("(?:Client Version: |GitVersion:\")v1\\.(\\d+)");
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();
    private static final String MISSING = missing();

    private Kubectl() {}

    /** Skips the test if nothing can be rendered, and prints why. */
    static void assumePresent() {
        if (!MISSING.isEmpty()) {
            System.out.println("SKIPPED: the manifests in k8s/ were not checked, as " + MISSING + ".");
        }
        Assumptions.assumeTrue(MISSING.isEmpty(), MISSING);
    }

    /** Returns the resources of a folder below {@code k8s}. */
    static Manifests render(String folder) {
        return RENDERED.computeIfAbsent(
                        folder,
                        name -> Manifests.parse(output("kustomize", "k8s/" + name)
                                .orElseThrow(
                                        () -> new IllegalStateException("kubectl was there and is not any more."))))
                .copy();
    }

    /** Returns the resources of a folder anywhere. */
    static Manifests render(Path folder) {
        return Manifests.parse(output("kustomize", folder.toString()).orElseThrow());
    }

    private static String missing() {
        Optional<String> version = output("version", "--client");
        if (version.isEmpty()) {
            return "kubectl is not installed";
        }
        Matcher minor = VERSION.matcher(version.get());
        return minor.find() && Integer.parseInt(minor.group(1)) >= LEAST_MINOR
                ? ""
                : "kubectl is older than 1." + LEAST_MINOR;
    }

    private static Optional<String> output(String... arguments) {
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(List.of(arguments));
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(Project.path("").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed.");
            }
            return Optional.of(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
