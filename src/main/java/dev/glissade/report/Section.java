package dev.glissade.report;

import java.util.List;

/**
 * A section of a report.
 *
 * @param heading over it
 * @param parts in their order
 */
public record Section(String heading, List<Part> parts) {

    public Section {
        parts = List.copyOf(parts);
    }
}
