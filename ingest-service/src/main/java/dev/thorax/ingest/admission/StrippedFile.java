package dev.thorax.ingest.admission;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.thorax.contracts.storage.Sha256;
import dev.thorax.imaging.format.ByteReader;
import dev.thorax.imaging.format.ScanFormat;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.record.Scan;

/**
 * The file of a scan without its metadata, which is what is kept as its original.
 *
 * @param bytes the file: uint8[n], or null if nothing is kept
 * @param sha256 SHA-256 of {@code bytes}, 64 lower-case hex digits, or null
 */
record StrippedFile(byte @Nullable [] bytes, @Nullable String sha256) {
    private static final Logger LOG = Logger.getLogger(StrippedFile.class);
    private static final StrippedFile NONE = new StrippedFile(null, null);

    /** Returns what is kept of a scan that was decoded. If its metadata cannot be told apart from its picture, it is nothing. */
    static StrippedFile of(Scan scan) {
        ByteReader file = new ByteReader(scan.bytes());
        try {
            byte[] bytes = ScanFormat.require(file).withoutMetadata(file);
            return new StrippedFile(bytes, Sha256.of(bytes));
        } catch (UnacceptableScanException e) {
            LOG.warnf(
                    "The original of a scan is not kept, as its metadata cannot be removed scanId=%s cause=\"%s\"",
                    scan.id(), e.getMessage());
            return NONE;
        }
    }
}
