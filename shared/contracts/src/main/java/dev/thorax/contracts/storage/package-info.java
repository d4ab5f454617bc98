/** Names every object in the object store and describes what lies there. */
package dev.thorax.contracts.storage;
