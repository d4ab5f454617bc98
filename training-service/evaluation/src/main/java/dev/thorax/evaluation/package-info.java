/** How good a network is on patients that it never saw. */
package dev.thorax.evaluation;
