package dev.thorax.ingest.upload;

import java.net.URI;

/**
 * The answer to a scan that was taken.
 *
 * @param scanId identifies the scan everywhere
 * @param diagnosis where its diagnosis will be found
 * @param explanation where its heat map can be asked for, once it is diagnosed
 */
public record UploadAccepted(String scanId, URI diagnosis, URI explanation) {
    static UploadAccepted of(String scanId, String explainUrl) {
        return new UploadAccepted(
                scanId,
                URI.create(explainUrl + "/diagnoses/" + scanId),
                URI.create(explainUrl + "/explanations/" + scanId));
    }
}
