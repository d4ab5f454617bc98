/** Measures whether a network could have reached its score without looking at the lungs. */
package dev.thorax.worker.audit;
