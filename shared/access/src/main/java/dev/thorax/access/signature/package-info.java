/** Signs and verifies the manifests of versions with Ed25519, so that only registered versions serve. */
package dev.thorax.access.signature;
