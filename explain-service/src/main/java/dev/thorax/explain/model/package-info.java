/** Follows which model is in production. */
package dev.thorax.explain.model;
