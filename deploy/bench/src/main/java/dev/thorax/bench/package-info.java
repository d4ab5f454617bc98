/** Measures speed: each benchmark runs two things in turns and gives their ratio with its spread. */
package dev.thorax.bench;
