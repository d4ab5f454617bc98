package dev.thorax.ingest.upload;

import java.net.URI;

import dev.thorax.runtime.config.ExplainUrls;

/**
 * The answer to a scan that was accepted.
 *
 * @param scanId identifies the scan everywhere
 * @param diagnosis the address of its diagnosis
 * @param explanation the address of its heat map, once it is diagnosed
 */
public record UploadAccepted(String scanId, URI diagnosis, URI explanation) {
    static UploadAccepted of(String scanId, ExplainUrls explainUrls) {
        return new UploadAccepted(scanId, explainUrls.diagnosis(scanId), explainUrls.explanation(scanId));
    }
}
