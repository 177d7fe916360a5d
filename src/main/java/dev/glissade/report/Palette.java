package dev.glissade.report;

import java.awt.Color;
import java.util.List;

/**
 * Colours that are told apart with any eyes: those of Okabe and Ito (2008), with grey and brown for their black and yellow;
 * and a scale from dark to light for values (after viridis, Smith and van der Walt 2015).
 */
final class Palette {

    static final Color GRID = new Color(0xEC, 0xEC, 0xEC);
    static final Color MARK = new Color(0x55, 0x55, 0x55);
    static final Color TEXT = new Color(0x22, 0x22, 0x22);
    static final Color PATH = new Color(0xD5, 0x5E, 0x00);

    private static final List<Color> COLORS = List.of(
            new Color(0x00, 0x72, 0xB2),
            new Color(0xD5, 0x5E, 0x00),
            new Color(0x00, 0x9E, 0x73),
            new Color(0xCC, 0x79, 0xA7),
            new Color(0xE6, 0x9F, 0x00),
            new Color(0x56, 0xB4, 0xE9),
            new Color(0x77, 0x77, 0x77),
            new Color(0x8C, 0x5A, 0x2B));

    private static final List<Color> SCALE = List.of(
            new Color(0x44, 0x01, 0x54),
            new Color(0x41, 0x44, 0x87),
            new Color(0x2A, 0x78, 0x8E),
            new Color(0x22, 0xA8, 0x84),
            new Color(0x7A, 0xD1, 0x51),
            new Color(0xFD, 0xE7, 0x25));

    private Palette() {}

    /** Whether a series of this number has the colour of another one, from which only its dashes tell it. */
    static boolean isUsedUp(int number) {
        return number >= COLORS.size();
    }

    /** Of a series by its number; after the last comes the first. */
    static Color color(int number) {
        return COLORS.get(number % COLORS.size());
    }

    /** The same, to be seen through. */
    static Color shade(int number) {
        Color color = color(number);
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), 0x38);
    }

    /**
     * Of a value.
     *
     * @param height from 0 to 1
     */
    static Color scale(double height) {
        double at = height * (SCALE.size() - 1);
        int below = Math.min((int) at, SCALE.size() - 2);
        Color one = SCALE.get(below);
        Color other = SCALE.get(below + 1);
        double share = at - below;
        return new Color(
                mix(one.getRed(), other.getRed(), share),
                mix(one.getGreen(), other.getGreen(), share),
                mix(one.getBlue(), other.getBlue(), share));
    }

    private static int mix(int one, int other, double share) {
        return (int) Math.rint(one + (other - one) * share);
    }
}
