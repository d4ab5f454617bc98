package dev.thorax.training.promotion;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.events.ModelPromoted;
import dev.thorax.events.ModelPromoted.Basis;
import dev.thorax.model.BrokenBundle;
import dev.thorax.model.OnnxSessions;
import dev.thorax.storage.ObjectStore;
import dev.thorax.storage.StoreUnavailable;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/**
 * Decides which version serves in a slot: by an operator's word, else by a rule. Asked again under the same id, it gives the same
 * answer.
 */
@Singleton
public class Promotion {
    private static final Logger LOG = Logger.getLogger(Promotion.class);

    private final ObjectStore store;
    private final Slots slots;
    private final Decisions decisions;
    private final PromotionConfig config;
    private final OnnxSessions sessions;
    private final Clock clock;

    /** @param threads threads that one run of a network may use on the CPU; 0 stands for all processors */
    Promotion(
            ObjectStore store,
            Slots slots,
            Decisions decisions,
            PromotionConfig config,
            @ConfigProperty(name = "thorax.onnx.threads", defaultValue = "0") int threads,
            Clock clock) {
        this.store = store;
        this.slots = slots;
        this.decisions = decisions;
        this.config = config;
        this.sessions = new OnnxSessions(threads);
        this.clock = clock;
    }

    /**
     * Decides about {@code ask}; the decision is durable when this returns, and is told by {@link #records}. To be called by who holds
     * the one partition of {@code thorax.promotions}, so that the next decision sees this one.
     *
     * @throws StoreUnavailable or {@link SlotsUnknown} if store or broker do not answer; then nothing is decided
     */
    PromotionDecision decide(Ask ask) {
        return decisions.find(ask.id()).orElseGet(() -> {
            PromotionDecision decision = decisions.keep(decided(ask));
            LOG.infof(
                    "A promotion was decided id=%s slot=%s outcome=%s reason=\"%s\"",
                    ask.id(), ask.slot(), decision.outcome(), decision.reason());
            return decision;
        });
    }

    /**
     * The record that tells {@code decision}, none where it was told: a request that comes once more, after another version
     * was promoted, must not put the earlier one back.
     *
     * @throws SlotsUnknown if the broker does not answer
     */
    List<Message<byte[]>> records(PromotionDecision decision) {
        return slots.isTold(decision.eventId()) ? List.of() : List.of(decision.toRecord());
    }

    private PromotionDecision decided(Ask ask) {
        if (ask.empties()) {
            return decision(ask, Outcome.EMPTIED, null, Verdict.declined("The slot candidate is empty now."));
        }
        try (Versions versions = new Versions(store, sessions);
                OnnxVersion version = versions.open(ask.model(), ask.version())) {
            Verdict verdict = verdict(ask, version, versions);
            return verdict.isPromoted()
                    ? decision(ask, Outcome.PROMOTED, version.digest(), verdict)
                    : decision(ask, Outcome.DECLINED, null, verdict);
        } catch (BrokenBundle e) {
            return decision(
                    ask,
                    Outcome.DECLINED,
                    null,
                    Verdict.declined("Version " + ask.version() + " of " + ask.model()
                            + " cannot serve, so it is not promoted: " + e.getMessage()));
        } catch (StoreUnavailable | SlotsUnknown | UncheckedIOException e) {
            throw e;
        } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
            LOG.errorf(e, "A promotion failed by an error of the program id=%s", ask.id());
            return decision(
                    ask,
                    Outcome.DECLINED,
                    null,
                    Verdict.declined("The promotion failed by an error of the program ("
                            + e.getClass().getSimpleName()
                            + "), so the slot stays as it is; the service's log says more."));
        }
    }

    private Verdict verdict(Ask ask, OnnxVersion version, Versions versions) {
        if (ask.word() != null) {
            return Verdict.promoted(
                    Basis.WORD,
                    "Promoted by the word of " + ask.word().by() + ": "
                            + ask.word().why());
        }
        if (ModelPromoted.CANDIDATE.equals(ask.slot())) {
            return Verdict.promoted(Basis.TRIAL, "Any version that runs may be a candidate.");
        }
        return new ProductionGate(config.minMargin(), new Contest(store, config.minPatients()), versions)
                .judge(version, slots.history(ask.slot()));
    }

    private PromotionDecision decision(Ask ask, Outcome outcome, String digest, Verdict verdict) {
        return PromotionDecision.of(ask, outcome, digest, verdict.basis(), verdict.sentence(), clock.instant());
    }
}
