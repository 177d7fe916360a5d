/**
 * Saved models as documents of the Predictive Model Markup Language, which other programs score rows by.
 */
package dev.glissade.pmml;
