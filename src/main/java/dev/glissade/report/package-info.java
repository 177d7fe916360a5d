/**
 * Charts, reports, and examples to look at. A {@link dev.glissade.report.Figure} is drawn twice: as a PNG file, without a
 * display, and as an interactive chart in one HTML file that works without a network ({@link
 * dev.glissade.report.HtmlReport}). Examples take their numbers from the same trainer that trains on data.
 */
package dev.glissade.report;
