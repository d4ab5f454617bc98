package dev.thorax.ingest.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the resident memory of a process from Linux's {@code /proc}. */
final class ProcessMemory {
    private static final String RESIDENT = "VmRSS:";
    private static final String MOST_LIKELY_VICTIM = "1000";

    private final Path folder;

    ProcessMemory(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /** Returns the resident memory in MiB, or 0 if the system does not give it or the process has ended. */
    long residentMib() {
        try {
            for (String line : Files.readAllLines(folder.resolve("status"))) {
                if (line.startsWith(RESIDENT)) {
                    return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
                }
            }
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Makes the kernel end this process before all others if the machine runs out of memory. */
    void beFirstVictim() {
        try {
            Files.writeString(folder.resolve("oom_score_adj"), MOST_LIKELY_VICTIM);
        } catch (IOException e) {
            // The system has no such choice. The watch of the resident memory remains.
        }
    }
}
