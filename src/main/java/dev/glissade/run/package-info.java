/**
 * A run from a configuration to its directory: reading the tables, assembling the trainer, metrics, summary, saved models and
 * predictions.
 *
 * <p>Files go through Hadoop's file systems, so a run directory may be on any of them. A run directory is made when
 * configuration and data have been found good; nothing that a user has is overwritten; whole files appear under their
 * names only when they are complete.
 */
package dev.glissade.run;
