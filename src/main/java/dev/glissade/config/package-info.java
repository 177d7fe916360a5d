/**
 * The configuration of a run: HOCON in, validated immutable records out.
 *
 * <p>Each key is declared once, as a {@link dev.glissade.config.Key} constant in the record of its group. Reading,
 * defaults, bounds, messages, suggestions for misspelt keys and the resolved {@code config.conf} all follow from that
 * declaration and the record component of the same name. To add a key, add the constant and the component.
 *
 * <p>{@link dev.glissade.config.ConfigurationLoader} reads a file; every mistake in it is a
 * {@link dev.glissade.config.UserError} that names the place, the key, the value and what was expected.
 */
package dev.glissade.config;
