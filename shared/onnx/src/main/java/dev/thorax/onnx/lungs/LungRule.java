package dev.thorax.onnx.lungs;

import java.util.List;
import java.util.Optional;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.mask.Region;
import dev.thorax.imaging.mask.Regions;
import dev.thorax.imaging.mask.SquareBox;
import dev.thorax.onnx.lungs.LungSearch.Found;
import dev.thorax.onnx.lungs.LungSearch.NotFound;
import dev.thorax.onnx.lungs.LungSearch.Reason;

/**
 * Decides whether a mask shows two lungs, and which square holds them. The shares are those of the whole mask, which covers
 * the whole image.
 */
final class LungRule {
    /** A lung behind a white heart may touch the other one where the network is unsure. A higher threshold parts them. */
    private static final float[] THRESHOLDS = {0.5f, 0.7f, 0.9f};

    private static final double SMALLEST_LUNG = 0.015;
    private static final double LARGEST_PAIR = 0.8;
    /** Share of the larger lung that the smaller one has at least. */
    private static final double MOST_UNEQUAL = 0.2;
    /** Share of the second region that a third one may have. */
    private static final double THIRD = 0.5;
    /** Distance of the lungs' middles, as a share of the width. */
    private static final double LEAST_APART = 0.15;
    /** Rows that both have, as a share of the rows of the lower one. */
    private static final double LEAST_LEVEL = 0.3;
    /** The square is by this much longer than the lungs together are high or wide. */
    private static final double MARGIN = 1.08;

    private LungRule() {}

    /**
     * Searches for two lungs.
     *
     * @param mask float32[height * width], probabilities in [0,1]
     * @param imageWidth columns of the canonical image that the mask covers
     * @param imageHeight its rows
     */
    static LungSearch search(float[] mask, int height, int width, int imageWidth, int imageHeight) {
        Reason first = null;
        for (float threshold : THRESHOLDS) {
            List<Region> regions = Regions.of(marked(mask, height, width, threshold));
            Optional<Reason> reason = implausible(regions, height, width);
            if (reason.isEmpty()) {
                return new Found(box(
                        regions.get(0), regions.get(1), (double) imageWidth / width, (double) imageHeight / height));
            }
            first = first == null ? reason.get() : first;
        }
        return new NotFound(first);
    }

    private static GreyImage marked(float[] mask, int height, int width, float threshold) {
        byte[] marked = new byte[mask.length];
        for (int i = 0; i < mask.length; i++) {
            marked[i] = (byte) (mask[i] > threshold ? 1 : 0);
        }
        return new GreyImage(width, height, marked);
    }

    private static Optional<Reason> implausible(List<Region> regions, int height, int width) {
        double all = (double) height * width;
        if (regions.isEmpty()) {
            return Optional.of(Reason.NOTHING);
        }
        if (regions.get(0).area() > LARGEST_PAIR * all) {
            return Optional.of(Reason.TOO_LARGE);
        }
        if (regions.size() == 1) {
            return Optional.of(Reason.ONE_REGION);
        }
        Region larger = regions.get(0);
        Region smaller = regions.get(1);
        if (smaller.area() < SMALLEST_LUNG * all) {
            boolean speck = larger.area() >= SMALLEST_LUNG * all;
            return Optional.of(speck ? Reason.ONE_REGION : Reason.TOO_SMALL);
        }
        if (larger.area() + smaller.area() > LARGEST_PAIR * all) {
            return Optional.of(Reason.TOO_LARGE);
        }
        if (smaller.area() < MOST_UNEQUAL * larger.area()) {
            return Optional.of(Reason.UNEQUAL);
        }
        if (regions.size() > 2 && regions.get(2).area() > THIRD * smaller.area()) {
            return Optional.of(Reason.THIRD_REGION);
        }
        return misplaced(larger, smaller, width);
    }

    private static Optional<Reason> misplaced(Region one, Region other, int width) {
        if (Math.abs(one.column() - other.column()) < LEAST_APART * width) {
            return Optional.of(Reason.NOT_SIDE_BY_SIDE);
        }
        int both = Math.min(one.bottom(), other.bottom()) - Math.max(one.top(), other.top());
        return both < LEAST_LEVEL * Math.min(one.height(), other.height())
                ? Optional.of(Reason.NOT_LEVEL)
                : Optional.empty();
    }

    private static SquareBox box(Region one, Region other, double acrossScale, double downScale) {
        double left = Math.min(one.left(), other.left()) * acrossScale;
        double right = Math.max(one.right(), other.right()) * acrossScale;
        double top = Math.min(one.top(), other.top()) * downScale;
        double bottom = Math.max(one.bottom(), other.bottom()) * downScale;
        int side = (int) Math.max(1, Math.round(MARGIN * Math.max(right - left, bottom - top)));
        return new SquareBox(
                (int) Math.round((left + right - side) / 2), (int) Math.round((top + bottom - side) / 2), side);
    }
}
