package dev.thorax.access.signature;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Signs the digests of manifests with the Ed25519 of the JDK (RFC 8032). */
final class Ed25519 {
    private static final String NAME = "Ed25519";
    /** Begins each text that is signed, so that a signature of a manifest is none of anything else. */
    private static final String PURPOSE = "thorax-manifest-v1 ";

    private Ed25519() {}

    /** Makes a new pair of keys. */
    static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the private key of a PKCS#8 structure. Throws {@link InvalidKeySpecException} if it is none. */
    static PrivateKey privateKey(byte[] der) throws InvalidKeySpecException {
        return factory().generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    /** Returns the public key of an SPKI structure. Throws {@link InvalidKeySpecException} if it is none. */
    static PublicKey publicKey(byte[] der) throws InvalidKeySpecException {
        return factory().generatePublic(new X509EncodedKeySpec(der));
    }

    /**
     * Returns the signature of a digest, 64 bytes.
     *
     * @param digest SHA-256 of a manifest, 64 lower-case hex digits
     */
    static byte[] sign(PrivateKey key, String digest) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key);
            signature.update(message(digest));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The digest of a manifest cannot be signed: " + e.getMessage(), e);
        }
    }

    /** Returns whether {@code bytes} are the signature of {@code digest} by the private key of {@code key}. */
    static boolean verify(PublicKey key, String digest, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(NAME);
            signature.initVerify(key);
            signature.update(message(digest));
            return signature.verify(bytes);
        } catch (SignatureException e) {
            // What was read is no signature at all: it has another length, or numbers out of range.
            return false;
        } catch (InvalidKeyException e) {
            throw new SigningKeyException("A public key cannot verify signatures: " + e.getMessage() + ".");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] message(String digest) {
        return (PURPOSE + digest).getBytes(US_ASCII);
    }

    private static KeyFactory factory() {
        try {
            return KeyFactory.getInstance(NAME);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
