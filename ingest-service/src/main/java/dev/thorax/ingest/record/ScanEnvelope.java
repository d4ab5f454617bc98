package dev.thorax.ingest.record;

import dev.thorax.imaging.format.UnacceptableScanException;

/**
 * The file and the attributes that a record's value or a request's body holds.
 *
 * @param file the file as the device has it
 * @param attributes what stands beside it, if the whole is a CloudEvent
 */
public record ScanEnvelope(byte[] file, ScanAttributes attributes) {
    /**
     * Opens a value or body: reads a CloudEvent in JSON, and decodes Base64 text.
     *
     * @param mediaType its media type, or null
     * @throws UnacceptableScanException with a sentence, if it is in a form that is not read
     */
    public static ScanEnvelope open(String mediaType, byte[] body) throws UnacceptableScanException {
        return CloudEventJson.isNamedBy(mediaType)
                ? CloudEventJson.read(mediaType, body)
                : new ScanEnvelope(Base64Text.decode(body), ScanAttributes.NONE);
    }

    /** Returns whether a body of this media type has attributes beside the file, such as a patient. Then it is not kept if it is refused. */
    public static boolean hasAttributes(String mediaType) {
        return CloudEventJson.isNamedBy(mediaType);
    }

    /** Undoes the content encoding {@code gzip}; throws {@link UnacceptableScanException} for another one, or if it becomes too large. */
    public static byte[] decoded(String encoding, byte[] body) throws UnacceptableScanException {
        return ContentEncoding.decode(encoding, body);
    }
}
