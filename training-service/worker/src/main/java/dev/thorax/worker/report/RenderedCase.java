package dev.thorax.worker.report;

/**
 * A case with its pictures.
 *
 * @param facts what the network said of it
 * @param scan what the network was shown, a {@code data:} URI
 * @param overlay the same with its heat map
 */
public record RenderedCase(ReportCase facts, String scan, String overlay) {

    static RenderedCase of(ReportCase shown) {
        return new RenderedCase(shown, CaseRenderer.scan(shown), CaseRenderer.overlay(shown));
    }
}
