package dev.thorax.training.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.thorax.training.dataset.Dataset;
import dev.thorax.training.dataset.LabelledScan;
import dev.thorax.training.dataset.Metadata;

/** Metadata as numbers. What is not known is -1, so that not being known may give a class away, too. */
final class MetadataFigures {
    private static final double UNKNOWN = -1;

    private MetadataFigures() {}

    /** double[N][5 + media types]: width, height, aspect, bytes, bytes a pixel, and 1 at the media type of the original. */
    static double[][] of(Dataset dataset) {
        List<String> mediaTypes = dataset.scans().stream()
                .map(LabelledScan::metadata)
                .filter(Objects::nonNull)
                .map(Metadata::mediaType)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        return dataset.scans().stream()
                .map(scan -> figures(scan.metadata(), mediaTypes))
                .toArray(double[][]::new);
    }

    private static double[] figures(Metadata metadata, List<String> mediaTypes) {
        List<Double> figures = new ArrayList<>();
        double width = metadata == null ? UNKNOWN : metadata.width();
        double height = metadata == null ? UNKNOWN : metadata.height();
        double bytes = metadata == null || metadata.bytes() == null ? UNKNOWN : metadata.bytes();
        figures.addAll(List.of(width, height, width / height, bytes, bytes / (width * height)));
        mediaTypes.forEach(type -> figures.add(metadata != null && type.equals(metadata.mediaType()) ? 1.0 : 0.0));
        return figures.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
