package dev.thorax.worker.report;

/**
 * A scan whose label is probably wrong, with its picture.
 *
 * @param facts the scan and its labels
 * @param scan the pixels that the network read, a {@code data:} URI
 */
public record RenderedSuspect(LabelSuspect facts, String scan) {

    static RenderedSuspect of(LabelSuspects.Shown shown) {
        return new RenderedSuspect(shown.facts(), CaseRenderer.scan(shown.image()));
    }
}
