/** What makes a training impossible, said in a sentence. */
package dev.thorax.training.problem;
