/**
 * Pictures, and examples to look at. A picture is a PNG file, drawn without a display; its numbers come from the same
 * trainer that trains on data.
 */
package dev.glissade.report;
