package dev.glissade.study;

import dev.glissade.config.UserError;
import java.util.List;

/** All studies. */
public final class Studies {

    private static final List<Study> ALL = List.of(
            new BatchSizeStudy(),
            new ConvergenceStudy(),
            new GradientNoiseStudy(),
            new LearningRateStudy(),
            new LinearScalingStudy());

    private Studies() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(Study::name).toList();
    }

    /** @throws UserError if there is none of this name */
    static Study named(String name) {
        return ALL.stream()
                .filter(study -> study.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "%s: there is no such study; there are %s".formatted(name, String.join(", ", names()))));
    }
}
