package dev.thorax.faults;

import java.util.List;

import static dev.thorax.faults.Target.BROKER;
import static dev.thorax.faults.Target.INFERENCE;
import static dev.thorax.faults.Target.INGEST;
import static dev.thorax.faults.Target.STORE;
import static dev.thorax.faults.Target.TRAINING;

/** Lists the kinds of faults with the parts that each can hit. */
enum FaultKind {
    /** The process is killed by SIGKILL, and started again after the time of the fault. */
    KILL(Target.values()),
    /** The process is stopped by SIGSTOP, and goes on after the time of the fault. */
    FREEZE(Target.values()),
    /** Connections to it are cut and refused. */
    REFUSE(BROKER, STORE),
    /** Connections to it stay, but nothing passes until the end of the fault. */
    BLACK_HOLE(BROKER, STORE),
    /** The store answers every request with 503. */
    UNAVAILABLE(STORE),
    /** The store's answers trickle. */
    SLOW(STORE),
    /** Requests and answers of the store end in the middle. */
    CUT(STORE),
    /** The store answers every write with 507. */
    FULL(STORE),
    /** The store's disk is full. Where no file system may be mounted, the same as {@link #FULL}. */
    DISK_FULL(STORE),
    /** A second replica joins, and leaves in order. */
    REPLICA_LEAVES(INGEST, INFERENCE),
    /** A second replica joins, and is killed. */
    REPLICA_KILLED(INGEST, INFERENCE),
    /** One of the processes that decode pictures is killed. */
    DECODER_KILLED(INGEST),
    /** Another version is promoted to production. */
    PROMOTION(TRAINING);

    private final List<Target> targets;

    FaultKind(Target... targets) {
        this.targets = List.of(targets);
    }

    List<Target> targets() {
        return targets;
    }

    /** Returns whether it leaves the target itself alone, so that another fault may hit it meanwhile. */
    boolean sparesTarget() {
        return this == REPLICA_LEAVES || this == REPLICA_KILLED || this == PROMOTION;
    }
}
