/**
 * Kernels under JMH. A figure is the time of one row, of as many as a block of a slice has; blocks are small enough for the
 * cache, so that arithmetic is measured and not memory.
 */
package dev.glissade.bench.kernels;
