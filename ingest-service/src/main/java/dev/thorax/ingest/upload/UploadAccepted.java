package dev.thorax.ingest.upload;

import java.net.URI;

import dev.thorax.runtime.config.ExplainLinks;

/**
 * The answer to a scan that was accepted.
 *
 * @param scanId identifies the scan everywhere
 * @param diagnosis the address of its diagnosis
 * @param explanation the address of its heat map, once it is diagnosed
 */
public record UploadAccepted(String scanId, URI diagnosis, URI explanation) {
    static UploadAccepted of(String scanId, ExplainLinks links) {
        return new UploadAccepted(scanId, links.diagnosis(scanId), links.explanation(scanId));
    }
}
