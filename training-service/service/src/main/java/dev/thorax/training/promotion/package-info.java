/** Decides which version serves, by a rule or by an operator's request, and publishes the decision. */
package dev.thorax.training.promotion;
