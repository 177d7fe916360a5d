/**
 * Event files of TensorBoard: figures by tag and step, in TensorFlow's record format, appended to while a run goes on.
 */
package dev.glissade.tensorboard;
