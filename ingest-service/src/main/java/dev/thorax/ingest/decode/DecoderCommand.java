package dev.thorax.ingest.decode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.thorax.ingest.decode.child.DecoderMain;

/**
 * How the JVM of a decoder process is started.
 *
 * @param classPath its class path
 * @param mainClass its main class
 * @param heapMib its largest heap, in MiB
 */
record DecoderCommand(String classPath, String mainClass, int heapMib) {
    /** The only variables of the process: nothing of the service's environment, which has its secrets. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            // Else OpenCV writes a line of its own about each damaged file.
            "OPENCV_LOG_LEVEL", "SILENT",
            "MALLOC_ARENA_MAX", "1");

    private static final List<String> INHERITED_PROPERTIES =
            List.of("java.io.tmpdir", "java.library.path", "org.bytedeco.javacpp.cachedir", "user.home");

    /** Returns the command that starts {@link DecoderMain} from the jars of this service. */
    static DecoderCommand ofThisService(DecodeLimits limits) {
        return new DecoderCommand(DecoderClassPath.ofThisService(), DecoderMain.class.getName(), limits.memoryMib());
    }

    Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments())
                .directory(Path.of(System.getProperty("java.io.tmpdir")).toFile());
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                // The heap stays as small as the last pictures were, else it would count as memory of the next one.
                "-Xms16m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=30",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+ErrorFileToStderr",
                // JavaCPP would refuse memory by a rule of its own. The service watches the process.
                "-Dorg.bytedeco.javacpp.maxPhysicalBytes=0",
                "-Dorg.bytedeco.javacpp.maxBytes=0",
                "-Djava.awt.headless=true"));
        for (String property : INHERITED_PROPERTIES) {
            if (System.getProperty(property) != null) {
                arguments.add("-D" + property + "=" + System.getProperty(property));
            }
        }
        arguments.addAll(List.of("-cp", classPath, mainClass));
        return arguments;
    }
}
