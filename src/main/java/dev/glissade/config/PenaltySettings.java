package dev.glissade.config;

/**
 * What is added to the mean loss: l1·‖w‖₁ + (l2/2)·‖w‖₂², intercepts outside both norms.
 *
 * @param l1 finite, at least 0
 * @param l2 finite, at least 0
 */
public record PenaltySettings(double l1, double l2) {

    static final Key<Double> L1 =
            Key.withDefault("penalty.l1", Form.number(Range.atLeast(0)), 0.0, "l1 in l1·‖w‖₁, added to the mean loss");
    static final Key<Double> L2 = Key.withDefault(
            "penalty.l2", Form.number(Range.atLeast(0)), 0.0, "l2 in (l2/2)·‖w‖₂², added to the mean loss");

    /** @throws InvalidSettingException if a value is out of bounds */
    public PenaltySettings {
        L1.check(l1);
        L2.check(l2);
    }

    /** No penalty. */
    public static PenaltySettings defaults() {
        return Group.of(PenaltySettings.class).defaults();
    }
}
