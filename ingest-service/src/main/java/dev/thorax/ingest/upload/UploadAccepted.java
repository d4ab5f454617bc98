package dev.thorax.ingest.upload;

import java.net.URI;

import dev.thorax.runtime.config.ExplainLinks;

/**
 * The answer to a scan that was taken.
 *
 * @param scanId identifies the scan everywhere
 * @param diagnosis where its diagnosis will be found
 * @param explanation where its heat map can be asked for, once it is diagnosed
 */
public record UploadAccepted(String scanId, URI diagnosis, URI explanation) {
    static UploadAccepted of(String scanId, ExplainLinks links) {
        return new UploadAccepted(scanId, links.diagnosis(scanId), links.explanation(scanId));
    }
}
