package dev.thorax.explain.diagnosis;

import java.time.Clock;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.Diagnosis;
import dev.thorax.contracts.event.ScanErased;
import dev.thorax.contracts.json.Json;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.explain.config.ExplainConfig;
import dev.thorax.explain.page.PageEvents;
import dev.thorax.runtime.kafka.UnreadableRecords;

/** Holds the diagnoses that the page lists. Each replica reads the tail of the topic, so a restart shows the list again. */
@ApplicationScoped
public class Worklist {
    private static final Logger LOG = Logger.getLogger(Worklist.class);

    private final LatestDiagnoses latest;
    private final PageEvents page;

    Worklist(ExplainConfig config, PageEvents page, Clock clock) {
        this.latest = new LatestDiagnoses(config.latest(), clock);
        this.page = page;
    }

    @Incoming("diagnoses-to-show")
    void show(byte[] record) {
        DiagnosisParser.parse(record).filter(latest::add).ifPresent(page::diagnosis);
    }

    /** Each replica reads all erased scans that the topic has, since the tail of the diagnoses may have them yet. */
    @Incoming("erased-to-hide")
    void hide(byte[] record) {
        try {
            ScanErased erased = Json.read(record, ScanErased.class);
            if (StorageKeys.isName(erased.scanId())) {
                latest.erase(erased.scanId());
                page.erased(erased);
                return;
            }
        } catch (Json.UnreadableEventException e) {
            LOG.debug("The record is not a ScanErased as JSON", e);
        }
        UnreadableRecords.count(Topics.SCANS_ERASED);
        LOG.warn("Ignored an unreadable event of an erased scan");
    }

    /** Returns the newest {@code count} diagnoses or fewer, newest first. */
    public List<Diagnosis> newest(int count) {
        return latest.newest(count);
    }
}
