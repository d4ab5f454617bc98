package dev.thorax.ingest.remake;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jboss.logging.Logger;

import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.ingest.admission.AdmissionPool;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.ObjectStore.Entry;

/**
 * Makes the canonical images of all scans anew that the current version of the making did not give. It goes through the scans
 * in the order of their ids. It keeps no progress: what was made before it was stopped is of the current version.
 */
final class ImageRemake {
    private static final Logger LOG = Logger.getLogger(ImageRemake.class);
    private static final int PAGE = 1000;
    private static final Pattern PICTURE = Pattern.compile("scans/([^/]+)/(?:image\\.png|original)");

    private final ObjectStore store;
    private final ScanRemake scans;
    private final AdmissionPool threads;

    ImageRemake(ObjectStore store, ScanRemake scans, AdmissionPool threads) {
        this.store = store;
        this.scans = scans;
        this.threads = threads;
    }

    /** Goes through all scans. Returns how many were made anew, were kept, and were refused. */
    Counts run() {
        Counts counts = new Counts(0, 0, 0);
        String after = "";
        Set<String> done = Set.of();
        List<Entry> page;
        do {
            page = store.page(StorageKeys.scans(), after, PAGE);
            Set<String> ids = ids(page);
            // The objects of one scan may lie on two pages.
            ids.removeAll(done);
            counts = counts.plus(threads.inOrder(ids.stream()
                    .<Callable<ScanRemake.Outcome>>map(id -> () -> scans.remake(id))
                    .toList()));
            LOG.infof("Canonical images were looked through %s", counts);
            done = ids;
            after = page.isEmpty() ? after : page.get(page.size() - 1).key();
        } while (page.size() == PAGE);
        return counts;
    }

    private static Set<String> ids(List<Entry> page) {
        Set<String> ids = new TreeSet<>();
        for (Entry entry : page) {
            Matcher picture = PICTURE.matcher(entry.key());
            if (picture.matches() && StorageKeys.isName(picture.group(1))) {
                ids.add(picture.group(1));
            }
        }
        return ids;
    }

    /** How many images were made anew, were kept because they are of the current version, and were refused. */
    record Counts(long made, long kept, long refused) {
        private Counts plus(List<ScanRemake.Outcome> outcomes) {
            return new Counts(
                    made + count(outcomes, ScanRemake.Outcome.MADE),
                    kept + count(outcomes, ScanRemake.Outcome.KEPT),
                    refused + count(outcomes, ScanRemake.Outcome.REFUSED));
        }

        private static long count(List<ScanRemake.Outcome> outcomes, ScanRemake.Outcome one) {
            return outcomes.stream().filter(one::equals).count();
        }

        @Override
        public String toString() {
            return "made=" + made + " kept=" + kept + " refused=" + refused;
        }
    }
}
