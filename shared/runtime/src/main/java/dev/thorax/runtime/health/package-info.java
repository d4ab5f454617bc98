/** Readiness of what a service depends on. */
package dev.thorax.runtime.health;
