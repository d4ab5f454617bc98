package dev.thorax.worker.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

import dev.thorax.contracts.storage.ScanMetadata;
import dev.thorax.worker.dataset.Dataset;
import dev.thorax.worker.dataset.LabelledScan;

/** Computes the features of a control from metadata. Unknown values are -1, because missing metadata may give a class away as well. */
final class MetadataFeatures {
    private static final int FIGURES = 5;

    private final Dataset dataset;
    private final List<String> mediaTypes;

    MetadataFeatures(Dataset dataset) {
        this.dataset = dataset;
        this.mediaTypes = dataset.scans().stream()
                .map(LabelledScan::metadata)
                .filter(Objects::nonNull)
                .map(ScanMetadata::mediaType)
                .distinct()
                .sorted()
                .toList();
    }

    /** Width, height, aspect, bytes, bytes a pixel, and 1 at the media type of scan {@code index}: double[5 + media types]. */
    double[] of(int index) {
        ScanMetadata metadata = dataset.scans().get(index).metadata();
        if (metadata == null) {
            double[] unknown = new double[FIGURES + mediaTypes.size()];
            Arrays.fill(unknown, -1);
            return unknown;
        }
        double width = metadata.width();
        double height = metadata.height();
        return DoubleStream.concat(
                        DoubleStream.of(
                                width, height, width / height, metadata.bytes(), metadata.bytes() / (width * height)),
                        mediaTypes.stream().mapToDouble(type -> type.equals(metadata.mediaType()) ? 1 : 0))
                .toArray();
    }
}
