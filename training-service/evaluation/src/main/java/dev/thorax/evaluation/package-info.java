/** Scores a network on patients outside its training. */
package dev.thorax.evaluation;
