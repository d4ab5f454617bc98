/** Pictures and files for tests. */
package dev.thorax.testing.data;
