/**
 * Whole states of runs on disk.
 *
 * <p>A checkpoint is plain data in a format of its own, written down field by field, and closed by its SHA-256; nothing of
 * it is ever executed or made by Java's serialisation.
 */
package dev.glissade.checkpoint;
