/**
 * Studies: many trainings of one configuration, varied, over the same rows, and what they come to.
 *
 * <p>A {@link dev.glissade.study.Study} is a function of a {@link dev.glissade.study.Desk}: it asks for one piece of work after the other, each
 * of which is done once, written to the study's directory and read from there ever after, and ends with {@link
 * dev.glissade.study.Findings}. So an interrupted study goes on where it was, and its report can be made again without the data. Runs that
 * belong together advance in lockstep ({@link dev.glissade.training.Lockstep}), each with the bits that it has alone.
 */
package dev.glissade.study;
