/** Benchmarks: each measures two things in turns, in one run, and gives their ratio with its spread. */
package dev.thorax.bench;
