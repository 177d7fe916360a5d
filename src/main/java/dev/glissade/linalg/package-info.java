/**
 * Vectors, blocks of rows and the arithmetic on them, all with a fixed order of operations.
 *
 * <p>{@link dev.glissade.linalg.Kernels} and {@link dev.glissade.linalg.ReproducibleMath} use nothing but IEEE 754
 * additions, multiplications, divisions and square roots, so that one input gives one result, to the bit, on every
 * processor and virtual machine. A table's rows live in {@link dev.glissade.linalg.RowBlock}s of primitive arrays, dense
 * (row by row) or sparse (compressed rows), never as an object a row.
 *
 * <p>Rows, features and entries count from 0. Arrays handed to a constructor are wrapped, not copied, and belong to the
 * wrapper from then on. NaN and infinities pass through; nothing here hides them.
 */
package dev.glissade.linalg;
