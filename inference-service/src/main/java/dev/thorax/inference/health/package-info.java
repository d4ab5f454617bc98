/** Reports whether this service can do its work. */
package dev.thorax.inference.health;
