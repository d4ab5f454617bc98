package dev.thorax.ingest.decode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the resident memory of a process from Linux's {@code /proc}. */
final class ProcessMemory {
    private static final String RESIDENT = "VmRSS:";
    private static final String UNIT = " kB";
    private static final String MOST_LIKELY_VICTIM = "1000";

    private final Path folder;

    ProcessMemory(long pid) {
        this.folder = Path.of("/proc", Long.toString(pid));
    }

    /** Returns the resident memory in MiB, or 0 if the system does not give it or the process has ended. */
    long residentMib() {
        try {
            String status = new String(Files.readAllBytes(folder.resolve("status")), StandardCharsets.ISO_8859_1);
            int begin = status.indexOf(RESIDENT);
            int end = status.indexOf(UNIT, begin);
            return begin < 0 || end < 0
                    ? 0
                    : Long.parseLong(status.substring(begin + RESIDENT.length(), end)
                                    .strip())
                            >> 10;
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
