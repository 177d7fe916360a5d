/**
 * The commands: arguments in, text and exit status out. Errors that a user can mend are {@link
 * dev.glissade.config.UserError}s: one line on standard error, status 2.
 */
package dev.glissade.cli;
