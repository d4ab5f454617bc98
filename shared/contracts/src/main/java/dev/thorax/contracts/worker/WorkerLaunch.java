package dev.thorax.contracts.worker;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * First line that a local worker reads from standard input, so that no secret stands on a command line. A worker in a cluster
 * reads it from its environment, without the keys of the store ({@link WorkerEnvironment}).
 *
 * @param settings its configuration
 * @param turn the turn of its job that it works for
 * @param folder for its temporary files; deleted after it
 * @param heartbeatTimeout how long it works without a line from its parent, or null if it is not tied to its parent
 * @param mark begins each line of its messages, so that no other output is taken for one
 */
public record WorkerLaunch(
        WorkerSettings settings, int turn, Path folder, @Nullable Duration heartbeatTimeout, String mark) {}
