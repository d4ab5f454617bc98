package dev.thorax.imaging.mask;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.opencv_core.Mat;

import dev.thorax.imaging.GreyImage;
import dev.thorax.imaging.OpenCvMats;

import static org.bytedeco.opencv.global.opencv_core.CV_32S;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_HEIGHT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_LEFT;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_TOP;
import static org.bytedeco.opencv.global.opencv_imgproc.CC_STAT_WIDTH;
import static org.bytedeco.opencv.global.opencv_imgproc.connectedComponentsWithStats;

/** Finds the connected regions of a mask. */
@SuppressWarnings("try") // A scope acts when it is closed. Its body does not name it.
public final class Regions {
    /** Positions that touch by a side belong together, those that touch by a corner do not. */
    private static final int SIDES = 4;

    private Regions() {}

    /**
     * Returns the regions, the largest first.
     *
     * @param mask every value above 0 is marked
     */
    public static List<Region> of(GreyImage mask) {
        try (PointerScope scope = OpenCvMats.scope()) {
            Mat stats = new Mat();
            Mat centroids = new Mat();
            int labels =
                    connectedComponentsWithStats(OpenCvMats.matrix(mask), new Mat(), stats, centroids, SIDES, CV_32S);
            IntIndexer numbers = stats.createIndexer();
            DoubleIndexer middles = centroids.createIndexer();
            List<Region> regions = new ArrayList<>();
            // Label 0 is what is not marked.
            for (int label = 1; label < labels; label++) {
                int left = numbers.get(label, CC_STAT_LEFT);
                int top = numbers.get(label, CC_STAT_TOP);
                regions.add(new Region(
                        left,
                        top,
                        left + numbers.get(label, CC_STAT_WIDTH),
                        top + numbers.get(label, CC_STAT_HEIGHT),
                        numbers.get(label, CC_STAT_AREA),
                        middles.get(label, 0)));
            }
            regions.sort(Comparator.comparingInt(Region::area).reversed());
            return List.copyOf(regions);
        }
    }
}
