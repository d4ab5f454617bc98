/** Runs a training in a worker under a lease. */
package dev.thorax.training.run;
