/**
 * One training in a process of its own, so that native code that crashes, or memory that runs out, ends this training and
 * nothing else: {@link dev.thorax.training.run.WorkerProcess} is the service's side, {@link
 * dev.thorax.worker.process.Worker} the other one.
 */
package dev.thorax.worker.process;
