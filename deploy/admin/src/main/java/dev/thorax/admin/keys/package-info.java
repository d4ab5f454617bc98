/** Makes, lists and withdraws the keys of callers. */
package dev.thorax.admin.keys;
