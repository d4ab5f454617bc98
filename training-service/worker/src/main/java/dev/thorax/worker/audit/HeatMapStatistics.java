package dev.thorax.worker.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

import dev.thorax.imaging.heatmap.HeatMap;

/** Computes the figures of heat maps. */
final class HeatMapStatistics {
    private HeatMapStatistics() {}

    /** Share of a map's heat within {@code region}, in [0,1]; empty where the map has none. */
    static OptionalDouble shareWithin(HeatMap map, Rectangle region, Rectangle window) {
        double[] coverage = region.coverage(map.height(), map.width(), window);
        double within = 0;
        double all = 0;
        for (int i = 0; i < coverage.length; i++) {
            within += coverage[i] * map.values()[i];
            all += map.values()[i];
        }
        return all > 0 ? OptionalDouble.of(within / all) : OptionalDouble.empty();
    }

    /** Share of a map's area within {@code region}, in [0,1]. */
    static double areaWithin(HeatMap map, Rectangle region, Rectangle window) {
        double[] coverage = region.coverage(map.height(), map.width(), window);
        return IntStream.range(0, coverage.length)
                .mapToDouble(i -> coverage[i])
                .average()
                .orElse(0);
    }

    /**
     * Mean Spearman correlation of the maps of the same scans, in [-1,1] (Adebayo et al. 2018, "Sanity checks for saliency
     * maps", https://arxiv.org/abs/1810.03292). An even map says nothing of its scan: among {@code maps} it is left out,
     * among {@code others} it correlates 0.
     */
    static OptionalDouble similarity(List<HeatMap> maps, List<List<HeatMap>> others) {
        List<Double> correlations = new ArrayList<>();
        for (List<HeatMap> other : others) {
            for (int i = 0; i < maps.size(); i++) {
                if (!even(maps.get(i))) {
                    correlations.add(even(other.get(i)) ? 0 : correlation(maps.get(i), other.get(i)));
                }
            }
        }
        return correlations.stream().mapToDouble(Double::doubleValue).average();
    }

    private static double correlation(HeatMap map, HeatMap other) {
        return new SpearmansCorrelation().correlation(values(map), values(other));
    }

    private static boolean even(HeatMap map) {
        for (float value : map.values()) {
            if (value != map.values()[0]) {
                return false;
            }
        }
        return true;
    }

    private static double[] values(HeatMap map) {
        return IntStream.range(0, map.values().length)
                .mapToDouble(i -> map.values()[i])
                .toArray();
    }
}
