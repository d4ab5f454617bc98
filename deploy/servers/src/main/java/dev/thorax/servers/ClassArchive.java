package dev.thorax.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Keeps the classes of one program as the JVM has them in memory (class data sharing). The first JVM of the program that ends in order
 * writes the file, and those after it load their classes from there, which takes about a third of a service's start. A JVM that cannot
 * use the file does without: it checks its own version, the class path and the bytes of each class.
 */
final class ClassArchive {
    private static final List<String> COMMON = List.of(
            // The agent that ends a child with its parent is the only one, and it changes no class.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+AllowArchivingWithJavaAgent",
            // Else the JVM warns of that, and names each class that it leaves out.
            "-XX:-PrintWarnings",
            "-Xlog:disable",
            "-Xlog:all=warning,cds*=off:stdout");
    private static final Set<Integer> IN_ORDER = Set.of(0, 128 + 15);

    private static final Set<Path> IN_WORK = ConcurrentHashMap.newKeySet();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Path file;
    private final Path unfinished;
    private final boolean writes;

    private ClassArchive(Path file, Path unfinished, boolean writes) {
        this.file = file;
        this.unfinished = unfinished;
        this.writes = writes;
    }

    /** Returns the archive of a program, which lies beside its jar. If there is none for this jar, the next JVM writes it. */
    static ClassArchive of(Path jar) {
        String name = jar.getFileName() + "-" + Runtime.version() + ".jsa";
        Path file = jar.toAbsolutePath().resolveSibling(name);
        long process = ProcessHandle.current().pid();
        Path unfinished = file.resolveSibling(name + "." + process + "." + NUMBER.incrementAndGet());
        return new ClassArchive(file, unfinished, !isNewer(file, jar) && IN_WORK.add(file));
    }

    /** Returns the options of a JVM that uses the archive or writes it. */
    List<String> options() {
        String option = writes ? "-XX:ArchiveClassesAtExit=" + unfinished : "-XX:SharedArchiveFile=" + file;
        return !writes && !Files.exists(file)
                ? List.of()
                : Stream.concat(COMMON.stream(), Stream.of(option)).toList();
    }

    /**
     * Takes the archive that an ended JVM wrote.
     *
     * @param status its exit status. If it was killed, the file may be incomplete and is deleted
     */
    void ended(int status) {
        if (!writes) {
            return;
        }
        try {
            if (IN_ORDER.contains(status) && Files.exists(unfinished)) {
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            IN_WORK.remove(file);
        }
    }

    private static boolean isNewer(Path file, Path jar) {
        try {
            return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
