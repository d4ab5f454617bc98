package dev.thorax.ingest.decode;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.thorax.imaging.decode.ImageDecoder;
import dev.thorax.ingest.decode.child.DecoderMain;

/** Finds the jars of a decoder process among those of the packaged service. */
final class DecoderClassPath {
    /** Beginnings of the names of the jars that the decoders need. A packaged service names a jar after its group. */
    private static final List<String> JARS = List.of(
            "dev.thorax.thorax-contracts-", "dev.thorax.thorax-imaging-", "org.bytedeco.", "com.twelvemonkeys.");

    private DecoderClassPath() {}

    /** Returns the service's own jar and the libraries of the decoders; the class path of this JVM if it is no package. */
    static String ofThisService() {
        Path imaging = codeSource(ImageDecoder.class);
        return isPackaged(imaging)
                ? of(codeSource(DecoderMain.class), imaging.getParent())
                : System.getProperty("java.class.path");
    }

    static String of(Path application, Path libraries) {
        try (Stream<Path> files = Files.list(libraries)) {
            return Stream.concat(
                            Stream.of(application),
                            files.filter(DecoderClassPath::isNeeded).sorted())
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The folder " + libraries + " of the service's libraries cannot be read.", e);
        }
    }

    private static boolean isPackaged(Path imaging) {
        return JARS.stream().anyMatch(imaging.getFileName().toString()::startsWith);
    }

    private static boolean isNeeded(Path jar) {
        return JARS.stream().anyMatch(jar.getFileName().toString()::startsWith);
    }

    private static Path codeSource(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
