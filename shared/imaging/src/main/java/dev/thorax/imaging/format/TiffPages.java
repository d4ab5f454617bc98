package dev.thorax.imaging.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the page of a TIFF file that shows the picture in full resolution, as thumbnails may stand before it or above it. */
final class TiffPages {
    private static final int SUBFILE_TYPE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    static final int SUB_DIRECTORIES = 330;
    /** Bits of the subfile type: of reduced resolution, and a transparency mask. */
    private static final long NOT_THE_PICTURE = 1 | 4;

    private static final int MAX_PAGES = 256;

    /** Entries of all pages after which no other is read. Pages may share them, so that a small file has any number. */
    private static final int MAX_ENTRIES = 1 << 16;

    private final ByteReader file;
    private final Set<Long> seen = new HashSet<>();
    private final List<TiffDirectory> pages = new ArrayList<>();
    private int entries;
    private boolean tooMany;

    private TiffPages(ByteReader file) {
        this.file = file;
    }

    /**
     * Returns the largest page that is not called a thumbnail or a mask, the first of equals. If all are, it is the first page.
     *
     * @throws UnacceptableScanException if the first page cannot be read, or there are too many; other broken pages do not count
     */
    static TiffDirectory best(ByteReader file) throws UnacceptableScanException {
        TiffDirectory first = TiffDirectory.read(file);
        TiffPages all = new TiffPages(file);
        all.add(TiffDirectory.ordered(file).u32(4));
        if (all.tooMany) {
            throw TiffReader.unsupported("it has more than " + MAX_PAGES + " pages, or pages with too many entries");
        }
        TiffDirectory best = null;
        for (TiffDirectory page : all.pages) {
            if ((number(page, SUBFILE_TYPE) & NOT_THE_PICTURE) == 0 && (best == null || area(page) > area(best))) {
                best = page;
            }
        }
        return best == null ? first : best;
    }

    private void add(long start) {
        long at = start;
        while (at != 0 && seen.add(at)) {
            if (pages.size() == MAX_PAGES || entries >= MAX_ENTRIES) {
                tooMany = true;
                return;
            }
            try {
                TiffDirectory page = TiffDirectory.read(file, at);
                pages.add(page);
                entries += page.size();
                for (long i = 0; i < Math.min(MAX_PAGES, page.count(SUB_DIRECTORIES)); i++) {
                    add(page.at(SUB_DIRECTORIES, i));
                }
                at = page.next();
            } catch (UnacceptableScanException e) {
                // A page that cannot be read is not the picture.
                return;
            }
        }
    }

    private static double area(TiffDirectory page) {
        return (double) number(page, WIDTH) * number(page, HEIGHT);
    }

    private static long number(TiffDirectory page, int tag) {
        try {
            return page.value(tag, 0);
        } catch (UnacceptableScanException e) {
            return 0;
        }
    }
}
