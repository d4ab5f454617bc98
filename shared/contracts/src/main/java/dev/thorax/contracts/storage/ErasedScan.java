package dev.thorax.contracts.storage;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.json.Json;

/**
 * What remains of an erased scan; the JSON of its claim {@code scans/{scanId}/claim.json}. The id stays taken, so that nothing that
 * comes late brings the scan back.
 *
 * @param erased when the scan was erased (UTC), or null in the claim of a scan that is not erased
 */
public record ErasedScan(@Nullable Instant erased) {
    /** Returns whether the claim object with the bytes {@code claim} is that of an erased scan. */
    public static boolean isErased(byte[] claim) {
        try {
            return Json.read(claim, ErasedScan.class).erased() != null;
        } catch (Json.UnreadableEventException e) {
            return false;
        }
    }
}
