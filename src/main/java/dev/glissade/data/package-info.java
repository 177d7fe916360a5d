/**
 * Tables into content-ordered, sliced, cached blocks of primitive arrays: the same bits whatever the file format, its
 * splitting, the order of the rows, the partitioning and the number of cores.
 *
 * <p>{@link dev.glissade.data.Tables} is the way in. A first pass parses every input partition into packed blocks,
 * counts and checks; from its totals alone follow the number of slices, the storage and the coding of the labels. A
 * second pass deals the rows to slices by a hash of their content and sorts them there.
 *
 * <p>From a table others are derived, slice by slice and in the same order: the two parts of a split, or the same rows
 * with standardised features. Their lost blocks are computed again from the files and what they were derived by.
 *
 * <p>{@link dev.glissade.data.LocalTable} reads a small file in libsvm format without Spark.
 *
 * <p>Bad data never throws inside a task: a block carries what was wrong with its first bad row, and the driver makes
 * one {@link dev.glissade.config.UserError} for the first bad row of the whole table, with its line.
 *
 * <p>Lines of files count from 1, rows and features from 0 (libsvm writes its features from 1).
 */
package dev.glissade.data;
