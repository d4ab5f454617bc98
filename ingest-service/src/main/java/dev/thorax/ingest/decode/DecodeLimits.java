package dev.thorax.ingest.decode;

import java.time.Duration;

/**
 * Limits of one picture.
 *
 * @param deadline how long it may be decoded
 * @param memoryMib memory that its decoding may take, in MiB: the heap of its process, and with
 *     {@value #JVM_MIB} MiB for the JVM itself also its resident memory
 */
public record DecodeLimits(Duration deadline, int memoryMib) {
    /** Resident memory of a decoder process that has nothing to do is about 90 MiB. */
    static final int JVM_MIB = 128;

    /** Returns the largest resident memory of a decoder process, in MiB. */
    int residentMib() {
        return memoryMib + JVM_MIB;
    }
}
