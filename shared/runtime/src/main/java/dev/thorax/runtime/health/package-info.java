/** Reports whether a service lives, and whether what it depends on is ready. */
package dev.thorax.runtime.health;
