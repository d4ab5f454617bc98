/** Trainings by HTTP: ask for one, and look where it stands. */
package dev.thorax.training.api;
