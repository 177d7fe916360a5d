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

    // Where the class that came last is found again: by its text, or in this place of the table.
    private String lastText;
    private int lastPlace;

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
        Integer known = numbersByText.get(text);
        if (known != null) {
            return known;
        }
        int number = numberOfName(LabelCoding.className(text));
        numbersByText.put(text, number);
        lastText = text;
        return number;
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
            lastText = null;
            lastPlace = place;
        }
        return marks[place] - 1;
    }

    /**
     * Lets go of the class that the last call has added, if there are more than so many: the only row that has it does not
     * count. What was put last into a hash table is in nobody's way there.
     */
    void forgetBeyond(int size) {
        if (names.size() <= size) {
            return;
        }
        numbersByName.remove(names.remove(names.size() - 1));
        if (lastText == null) {
            marks[lastPlace] = 0;
            filled--;
        } else {
            numbersByText.remove(lastText);
        }
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
