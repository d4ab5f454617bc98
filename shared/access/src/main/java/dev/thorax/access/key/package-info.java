/** The keys of callers: how they are made, kept in one file without their secrets, and checked. */
package dev.thorax.access.key;
