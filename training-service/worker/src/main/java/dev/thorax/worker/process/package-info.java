/**
 * Runs one training in a process of its own, so that native code that crashes, or memory that runs out, ends this
 * training and nothing else. {@link dev.thorax.worker.process.Worker} is the process. The control plane starts it.
 */
package dev.thorax.worker.process;
