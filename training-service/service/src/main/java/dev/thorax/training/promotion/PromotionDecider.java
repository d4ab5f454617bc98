package dev.thorax.training.promotion;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

import dev.thorax.contracts.event.ModelPromoted;
import dev.thorax.contracts.event.ModelPromoted.Basis;
import dev.thorax.contracts.event.PromotionException;
import dev.thorax.contracts.event.PromotionRequested;
import dev.thorax.contracts.event.Slot;
import dev.thorax.contracts.storage.StoredApproval;
import dev.thorax.training.promotion.PromotionDecision.Outcome;

/**
 * Decides which version serves in a slot: by an operator's word, else by a rule. It reads manifests and digests only. Asked
 * again under the same id, it gives the same answer.
 */
@Singleton
public class PromotionDecider {
    private static final Logger LOG = Logger.getLogger(PromotionDecider.class);

    private final VersionReader versions;
    private final PromotionLog log;
    private final DecisionStore decisions;
    private final ProductionRule rule;
    private final Comparisons comparisons;
    private final Approvals approvals;
    private final Clock clock;

    PromotionDecider(
            VersionReader versions,
            PromotionLog log,
            DecisionStore decisions,
            ProductionRule rule,
            Comparisons comparisons,
            Approvals approvals,
            Clock clock) {
        this.versions = versions;
        this.log = log;
        this.decisions = decisions;
        this.rule = rule;
        this.comparisons = comparisons;
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * Decides about {@code command}; the decision is durable when this returns, and is announced by {@link #records}. To be
     * called by the replica that holds the one partition of {@code thorax.promotions}, so that the next decision sees this
     * one.
     *
     * @param request what the command was read from
     * @return empty if a worker must compare two versions first; the request then comes again
     * @throws PromotionException if the request has an approval that no operator gave
     * @throws dev.thorax.storage.StoreUnavailableException or {@link PromotionLogUnavailableException} if store or broker do
     *     not answer; then nothing is decided
     */
    Optional<PromotionDecision> decide(PromotionCommand command, PromotionRequested request) {
        Optional<PromotionDecision> decision = decisions.find(command.id());
        if (decision.isEmpty()) {
            checkApproval(request);
            decision = decided(command, request).map(decisions::keep);
            decision.ifPresent(made -> LOG.infof(
                    "A promotion is decided promotionId=%s slot=%s outcome=%s cause=\"%s\"",
                    command.id(), command.slot(), made.outcome(), made.reason()));
        }
        decision.ifPresent(made -> comparisons.delete(made.promotionId()));
        return decision;
    }

    /**
     * Returns the record that announces {@code decision}, or none if it was announced before or a newer decision has changed its
     * slot. Announcing it then would restore an older version. The decisions in the object store decide this, as compaction
     * removes older promotions from {@code thorax.models}.
     *
     * @throws PromotionLogUnavailableException if the broker does not answer
     */
    List<Message<byte[]>> records(PromotionDecision decision) {
        if (log.isPublished(decision.eventId()) || isSuperseded(decision)) {
            return List.of();
        }
        return List.of(decision.toRecord());
    }

    private void checkApproval(PromotionRequested request) {
        approvals.refusal(StoredApproval.of(request), "/promotions").ifPresent(sentence -> {
            throw new PromotionException(sentence);
        });
    }

    private boolean isSuperseded(PromotionDecision decision) {
        Optional<Slot> slot = Slot.of(decision.slot()).filter(decision::changes);
        return slot.isPresent()
                && (decisions
                                .newestOf(slot.get())
                                .filter(newest -> newest.decidedAt().isAfter(decision.decidedAt()))
                                .isPresent()
                        || log.last(decision.slot())
                                .filter(last -> isLater(last, decision))
                                .isPresent());
    }

    /** Returns whether {@code last} was promoted after {@code decision}. A time in the future is nobody's. */
    private boolean isLater(ModelPromoted last, PromotionDecision decision) {
        return last.promotedAt() != null
                && last.promotedAt().isAfter(decision.decidedAt())
                && !last.promotedAt().isAfter(clock.instant());
    }

    private Optional<PromotionDecision> decided(PromotionCommand command, PromotionRequested request) {
        if (command.empties()) {
            return Optional.of(
                    decision(command, Outcome.EMPTIED, null, RuleResult.declined("The slot candidate is empty now.")));
        }
        try {
            StoredVersion version = versions.read(command.model(), command.version());
            Optional<RuleResult> result = result(command, request, version);
            if (result.filter(RuleResult::isPromoted).isEmpty()) {
                return result.map(declined -> decision(command, Outcome.DECLINED, null, declined));
            }
            versions.verify(version);
            return Optional.of(decision(command, Outcome.PROMOTED, version.digest(), result.get()));
        } catch (UnusableVersionException e) {
            return Optional.of(decision(
                    command,
                    Outcome.DECLINED,
                    null,
                    RuleResult.declined("Version " + command.version() + " of " + command.model()
                            + " cannot serve, so it is not promoted: " + e.getMessage())));
        }
    }

    private Optional<RuleResult> result(PromotionCommand command, PromotionRequested request, StoredVersion version) {
        if (command.word() != null) {
            return Optional.of(RuleResult.promoted(
                    Basis.WORD,
                    "Promoted by the word of " + command.word().by() + ": "
                            + command.word().why()));
        }
        if (Slot.CANDIDATE.isNamed(command.slot())) {
            return Optional.of(RuleResult.promoted(Basis.TRIAL, "Any version that runs may be a candidate."));
        }
        return rule.judge(request, version);
    }

    private PromotionDecision decision(PromotionCommand command, Outcome outcome, String digest, RuleResult result) {
        return PromotionDecision.of(command, outcome, digest, result.basis(), result.sentence(), time(command));
    }

    /** Returns a time after all decisions that changed the slot, however the clocks of the replicas differ. */
    private Instant time(PromotionCommand command) {
        Instant now = clock.instant();
        return Slot.of(command.slot())
                .flatMap(decisions::newestOf)
                .map(newest -> newest.decidedAt().plusMillis(1))
                .filter(next -> next.isAfter(now))
                .orElse(now);
    }
}
