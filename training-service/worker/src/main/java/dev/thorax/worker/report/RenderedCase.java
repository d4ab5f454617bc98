package dev.thorax.worker.report;

/**
 * A case with its pictures.
 *
 * @param facts the scan and its prediction
 * @param scan the pixels that the network read, a {@code data:} URI
 * @param overlay the same with its heat map
 */
public record RenderedCase(ReportCase facts, String scan, String overlay) {

    static RenderedCase of(ReportCase shown) {
        return new RenderedCase(shown, CaseRenderer.scan(shown), CaseRenderer.overlay(shown));
    }
}
