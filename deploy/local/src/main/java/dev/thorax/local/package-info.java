/** Runs Thorax on one machine with one command: starts everything, acts as devices and operator, and prints the results. */
package dev.thorax.local;
