package dev.glissade.schedule;

/**
 * How a learning rate that is right for batches of one size is carried over to batches of another, b against b_ref: the rate is
 * multiplied by a factor ({@link LearningRates#times}).
 */
public enum ScalingRule {
    /** 1: the rate stays. */
    NONE {
        @Override
        double ofRatio(double ratio) {
            return 1;
        }
    },
    /** b/b_ref: k small steps at nearly one place are one step k times as long (Goyal et al. 2017). */
    LINEAR {
        @Override
        double ofRatio(double ratio) {
            return ratio;
        }
    },
    /** √(b/b_ref): keeps the noise of a step, its gradient's error times the rate (Krizhevsky 2014; Hoffer et al. 2017). */
    SQUARE_ROOT {
        @Override
        double ofRatio(double ratio) {
            return Math.sqrt(ratio);
        }
    };

    /**
     * What to multiply the rate by.
     *
     * @param batchSize b, in rows, at least 1
     * @param reference b_ref, the batch size that the rate was chosen for, at least 1
     */
    public double factor(long batchSize, long reference) {
        requireRows("batch-size", batchSize);
        requireRows("reference-batch-size", reference);
        return ofRatio((double) batchSize / reference);
    }

    abstract double ofRatio(double ratio);

    private static void requireRows(String name, long rows) {
        if (rows < 1) {
            throw new IllegalArgumentException("%s = %d: must be at least 1".formatted(name, rows));
        }
    }
}
