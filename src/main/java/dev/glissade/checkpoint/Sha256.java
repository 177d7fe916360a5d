package dev.glissade.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The checksum of checkpoints. */
final class Sha256 {

    static final int BYTES = 32;

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java machine has SHA-256", impossible);
        }
    }
}
