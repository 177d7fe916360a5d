package dev.glissade.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of those that are measured side by side.
 *
 * @param name in the table
 * @param settings what it was told
 * @param version whose and which
 * @param round takes one turn
 * @param ratios beside whom it is put
 */
public record Contestant(String name, String settings, String version, Round round, List<Beside> ratios) {

    /** One turn of a contestant. */
    public interface Round {

        /** Does its work, and tells the figure that it came to. */
        double figure();
    }

    /**
     * A ratio to be told.
     *
     * @param other the contestant that this one's figure is divided by
     * @param bar what the ratio is to reach, if anything
     */
    public record Beside(String other, Optional<Bar> bar) {}

    public Contestant {
        ratios = List.copyOf(ratios);
    }

    /** Without ratios. */
    static Contestant of(String name, String version, Round round) {
        return new Contestant(name, "", version, round, List.of());
    }

    /** The same with what it was told. */
    Contestant with(String told) {
        return new Contestant(name, told, version, round, ratios);
    }

    /** The same beside another one. */
    Contestant beside(String other) {
        return beside(other, Optional.empty());
    }

    /** The same beside another one, with what the ratio is to reach. */
    Contestant beside(String other, Bar bar) {
        return beside(other, Optional.of(bar));
    }

    private Contestant beside(String other, Optional<Bar> bar) {
        List<Beside> all = new ArrayList<>(ratios);
        all.add(new Beside(other, bar));
        return new Contestant(name, settings, version, round, all);
    }
}
