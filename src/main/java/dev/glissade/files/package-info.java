/** Directories on any file system that Hadoop knows. */
package dev.glissade.files;
