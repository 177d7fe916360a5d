package dev.glissade.data;

import dev.glissade.model.LabelCoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classes of one input partition, numbered in the order that they turn up. A number is looked up without boxing it:
 * there is one for every row. Belongs to one thread.
 */
final class LocalClasses {

    /** More classes than this are taken for numbers to be predicted. */
    static final int MAX = 10_000;

    static final String TOO_MANY =
            "there are more than " + MAX + " classes; are the labels numbers to be predicted (a regression)?";

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbersByName = new HashMap<>();
    private final Map<String, Integer> numbersByText = new HashMap<>();

    // A hash table with open addressing: class number plus 1 (0: free) of the value in the same place.
    private double[] values = new double[64];
    private int[] marks = new int[64];
    private int filled;

    int size() {
        return names.size();
    }

    String name(int number) {
        return names.get(number);
    }

    String[] names() {
        return names.toArray(String[]::new);
    }

    /** The number of the class that is named by text. */
    int numberOf(String text) {
        return numbersByText.computeIfAbsent(text, name -> numberOfName(LabelCoding.className(name)));
    }

    /** The number of the class that is named by a number. */
    int numberOf(double value) {
        int place = place(value);
        if (marks[place] == 0) {
            if (2 * filled >= marks.length) {
                grow();
                place = place(value);
            }
            values[place] = value;
            marks[place] = numberOfName(LabelCoding.className(value)) + 1;
            filled++;
        }
        return marks[place] - 1;
    }

    private int numberOfName(String name) {
        Integer number = numbersByName.putIfAbsent(name, names.size());
        if (number == null) {
            names.add(name);
            return names.size() - 1;
        }
        return number;
    }

    private int place(double value) {
        int mask = marks.length - 1;
        int place = (int) (ContentHash.mix(Double.doubleToLongBits(value)) & mask);
        while (marks[place] != 0 && values[place] != value) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        double[] oldValues = values;
        int[] oldMarks = marks;
        values = new double[2 * oldMarks.length];
        marks = new int[2 * oldMarks.length];
        for (int old = 0; old < oldMarks.length; old++) {
            if (oldMarks[old] != 0) {
                int place = place(oldValues[old]);
                values[place] = oldValues[old];
                marks[place] = oldMarks[old];
            }
        }
    }
}
