package dev.glissade.bench;

/**
 * What a network adds to a step that was measured without one.
 *
 * @param bytesPerSecond bandwidth of every machine's link, the driver's too
 * @param roundTripSeconds latency: a message there and its answer back
 */
public record Network(double bytesPerSecond, double roundTripSeconds) {

    /** Adds nothing: what the loopback takes is in the measurements. */
    static final Network LOOPBACK = new Network(Double.POSITIVE_INFINITY, 0);

    private static final double BYTES_OF_GIGABIT = 1e9 / 8;

    public Network {
        if (!(bytesPerSecond > 0 && roundTripSeconds >= 0)) {
            throw new IllegalArgumentException(
                    "bandwidth = %s, latency = %s: above 0, not below 0".formatted(bytesPerSecond, roundTripSeconds));
        }
    }

    /** In the units that networks are sold by. */
    static Network of(double gigabits, double milliseconds) {
        return new Network(gigabits * BYTES_OF_GIGABIT, milliseconds * 1e-3);
    }

    /** On the way of a step: nothing of it is hidden behind work. */
    double seconds(StepShape shape) {
        double bytes = shape.shippedBytes() + shape.returnedBytes() + shape.mergedBytes();
        return bytes / bytesPerSecond + shape.roundTrips() * roundTripSeconds;
    }

    @Override
    public String toString() {
        return equals(LOOPBACK)
                ? "the loopback"
                : "%s Gbit/s, %s ms there and back"
                        .formatted(
                                Figures.text(bytesPerSecond / BYTES_OF_GIGABIT), Figures.text(roundTripSeconds * 1e3));
    }
}
