package dev.thorax.engine.torch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Finds the libraries of the machine that a build for CUDA needs and lacks. */
final class CudaLibraries {
    private static final Logger LOG = Logger.getLogger(CudaLibraries.class);
    private static final Pattern MISSING = Pattern.compile("^\\s*(\\S+) => not found$", Pattern.MULTILINE);

    private CudaLibraries() {}

    /**
     * Lists the libraries that {@code library} needs and the dynamic loader does not find. It runs before anything is
     * loaded, because a process that has loaded a part of one build cannot load the other.
     */
    static List<String> missing(Path library) {
        try {
            Process ldd = new ProcessBuilder("ldd", library.toString())
                    .redirectErrorStream(true)
                    .start();
            ldd.getOutputStream().close();
            return missing(new String(ldd.getInputStream().readAllBytes(), UTF_8));
        } catch (IOException e) {
            LOG.debug("There is no ldd to ask", e);
            return List.of();
        }
    }

    static List<String> missing(String ldd) {
        return MISSING.matcher(ldd)
                .results()
                .map(result -> result.group(1))
                .distinct()
                .toList();
    }
}
