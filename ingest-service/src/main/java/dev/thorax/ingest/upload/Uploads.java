package dev.thorax.ingest.upload;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.access.Role;
import dev.thorax.contracts.storage.StorageKeys;
import dev.thorax.contracts.topic.CloudEventHeaders;
import dev.thorax.contracts.topic.ScanHeaders;
import dev.thorax.contracts.topic.Topics;
import dev.thorax.imaging.decode.DecodedScan;
import dev.thorax.imaging.format.UnacceptableScanException;
import dev.thorax.ingest.admission.OutcomeRecords;
import dev.thorax.ingest.admission.ScanClaims;
import dev.thorax.ingest.admission.ScanMasks;
import dev.thorax.ingest.admission.SenderMarks;
import dev.thorax.ingest.dataset.DatasetFiler;
import dev.thorax.ingest.decode.DecoderUnavailableException;
import dev.thorax.ingest.decode.ScanDecoder;
import dev.thorax.ingest.metrics.IngestMetrics;
import dev.thorax.ingest.record.HeaderText;
import dev.thorax.ingest.record.Scan;
import dev.thorax.ingest.source.DeviceSources;
import dev.thorax.runtime.access.Caller;
import dev.thorax.runtime.config.ExplainUrls;
import dev.thorax.runtime.http.Problem;
import dev.thorax.runtime.trace.CurrentTrace;
import dev.thorax.storage.StoreUnavailableException;

/** Judges uploaded scans and sends the good ones to the topic. The device gets the reason of a bad one at once. */
@ApplicationScoped
public class Uploads {
    private static final Logger LOG = Logger.getLogger(Uploads.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final MutinyEmitter<byte[]> emitter;
    private final ScanDecoder decoder;
    private final ScanMasks masks;
    private final ScanClaims claims;
    private final DatasetFiler filer;
    private final SenderMarks senders;
    private final DeviceSources sources;
    private final OutcomeRecords records;
    private final IngestMetrics metrics;
    private final Clock clock;
    private final ExplainUrls explainUrls;

    Uploads(
            @Channel("uploads") MutinyEmitter<byte[]> emitter,
            ScanDecoder decoder,
            ScanMasks masks,
            ScanClaims claims,
            DatasetFiler filer,
            SenderMarks senders,
            DeviceSources sources,
            OutcomeRecords records,
            IngestMetrics metrics,
            Clock clock,
            ExplainUrls explainUrls) {
        this.emitter = emitter;
        this.decoder = decoder;
        this.masks = masks;
        this.claims = claims;
        this.filer = filer;
        this.senders = senders;
        this.sources = sources;
        this.records = records;
        this.metrics = metrics;
        this.clock = clock;
        this.explainUrls = explainUrls;
    }

    /**
     * Returns an {@link UploadAccepted} or a {@link Problem}. Blocks until the broker has the scan or its rejection.
     *
     * @param caller who sends the scan. The caller's name becomes the source of the event ({@code ce_source})
     */
    Record submit(Scan scan, Caller caller) {
        try {
            scan.checkMetadata();
            DecodedScan decoded = decoder.decode(scan.bytes());
            masks.read(scan, decoded);
            checkAgainstStore(scan);
            mark(scan, caller);
            return send(submission(sources.complete(scan, caller.name()), caller.name(), decoded.mediaType()))
                    ? UploadAccepted.of(scan.id(), explainUrls)
                    : UploadProblems.brokerDown();
        } catch (UnacceptableScanException e) {
            return reject(scan, e);
        } catch (DecoderUnavailableException e) {
            LOG.warnf("Refused an uploaded scan that cannot be decoded now cause=\"%s\"", e.getMessage());
            return UploadProblems.decoderDown();
        }
    }

    /** Marks the scan with its sender if that is a device. Without the store the scan is accepted without a mark. */
    private void mark(Scan scan, Caller caller) {
        if (!caller.is(Role.DEVICE) || !StorageKeys.isName(caller.name())) {
            return;
        }
        try {
            senders.mark(scan, caller.name());
        } catch (StoreUnavailableException e) {
            LOG.warnf(
                    "Accepted an uploaded scan without a mark of its sender, who cannot read its diagnosis scanId=%s cause=\"%s\"",
                    scan.id(), e.getMessage());
        }
    }

    /** Keeps the file before the rejection refers to it. Without the store the device has to send the scan again. */
    private Problem reject(Scan scan, UnacceptableScanException why) {
        Message<byte[]> rejection;
        try {
            rejection = records.rejection(scan, why);
        } catch (StoreUnavailableException e) {
            LOG.warnf("Refused an uploaded scan whose rejection cannot be kept cause=\"%s\"", e.getMessage());
            return UploadProblems.storeDown();
        }
        metrics.rejected(why.reason());
        return send(rejection) ? UploadProblems.of(why) : UploadProblems.brokerDown();
    }

    /** Checks label and id, if the store answers. Else the scan is accepted, and is rejected later if one of them is wrong. */
    private void checkAgainstStore(Scan scan) throws UnacceptableScanException {
        try {
            filer.checkLabel(scan);
            claims.check(scan);
        } catch (StoreUnavailableException e) {
            LOG.warnf(
                    "Accepted an uploaded scan without a check of its label and id scanId=%s cause=\"%s\"",
                    scan.id(), e.getMessage());
        }
    }

    /** Sends a scan or its rejection, in the trace of the upload. */
    private boolean send(Message<byte[]> message) {
        message.getMetadata(OutgoingKafkaRecordMetadata.class)
                .ifPresent(record -> CurrentTrace.write(record.getHeaders()));
        try {
            emitter.sendMessage(message).await().atMost(TIMEOUT);
            return true;
        } catch (RuntimeException e) {
            // The connector may throw any kind of failure. The scan is not on the topic, and the device must know.
            LOG.warnf("Refused an uploaded scan that the broker did not acknowledge cause=\"%s\"", e);
            return false;
        }
    }

    /** Returns the scan as a device with Kafka would have sent it. */
    private Message<byte[]> submission(Scan scan, String device, String mediaType) {
        RecordHeaders headers = new RecordHeaders();
        CloudEventHeaders.scan(scan.id(), device, clock.instant()).forEach((name, value) -> add(headers, name, value));
        add(headers, CloudEventHeaders.CONTENT_TYPE, mediaType);
        add(headers, ScanHeaders.PATIENT, HeaderText.written(scan.patient()));
        add(headers, ScanHeaders.LABEL, scan.label());
        add(headers, ScanHeaders.DATASET, scan.dataset());
        add(headers, ScanHeaders.SOURCE, scan.source());
        if (scan.mask() != null) {
            headers.add(ScanHeaders.MASK, scan.mask());
        }
        return Message.of(scan.bytes())
                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                        .withTopic(Topics.SCANS)
                        .withKey(scan.id())
                        .withHeaders(headers)
                        .build());
    }

    private static void add(RecordHeaders headers, String name, String value) {
        if (value != null) {
            headers.add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}
