package dev.thorax.evaluation;

import java.util.List;

/**
 * How well a class is told from another one within sources. Only scans of one source are compared with each other, so nothing
 * that tells the sources apart helps.
 *
 * @param one a class
 * @param other another one
 * @param sources sources that have scans of both
 * @param scans scans of either class from these
 * @param area how often a scan of {@code one} looks more like {@code one} than a scan of {@code other} from the same source,
 *     in [0,1]: the area under the ROC curve, weighted by the pairs of each source; 0.5 is chance; null if no source has both
 * @param interval 95 % bootstrap interval of it, over patients; null if no source has both
 */
public record PairWithinSources(String one, String other, int sources, int scans, Double area, Interval interval) {

    /** Compares classes {@code one} and {@code other}; {@code sources} has the source of each scan. */
    static PairWithinSources of(
            Predictions predictions, List<String> sources, PatientBootstrap bootstrap, int one, int other) {
        AreaWithinSources area = AreaWithinSources.of(predictions, sources, one, other);
        return new PairWithinSources(
                predictions.classes().get(one),
                predictions.classes().get(other),
                area.sources(),
                area.scans(),
                area.sources() == 0 ? null : area.once(),
                area.sources() == 0 ? null : bootstrap.interval(area));
    }
}
