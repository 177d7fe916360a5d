package dev.glissade.config;

import java.util.Locale;

/** A constant that a configuration spells as a word: {@code EPOCH_SHUFFLE} is {@code epoch-shuffle}. */
public interface Word {

    /** The constant's name, as the enum gives it. */
    String name();

    /** The word of the configuration: lower case, with hyphens. */
    default String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
